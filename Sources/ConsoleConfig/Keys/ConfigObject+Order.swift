extension ConfigObject {
    /// Every kind of object within this one, each once, in the order a reader meets them.
    var below: [ConfigObject] {
        var found: [ConfigObject] = []
        func visit(_ object: ConfigObject) {
            for inner in object.keys.flatMap(\.shape.objects) where !found.contains(where: { $0.name == inner.name }) {
                found.append(inner)
                visit(inner)
            }
        }
        visit(self)
        return found
    }
}

extension ConfigShape {
    /// The objects that a value of this shape can be or contain.
    var objects: [ConfigObject] {
        switch self {
        case .object(let object): [object]
        case .list(let item, _): item.objects
        case .headers(let value): value.objects
        case .either(let shapes): shapes.flatMap(\.objects)
        case .text, .word, .boolean, .integer, .duration, .size, .address, .file: []
        }
    }
}
