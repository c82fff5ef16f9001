import Hummingbird

/// Collects what is wrong with the fields of a request.
struct FieldChecks {
    private(set) var mistakes: [ProblemDocument.Mistake] = []

    mutating func add(_ pointer: String, _ detail: String) { mistakes.append(.init(pointer, detail)) }

    /// Letters, digits, `-` and `_`.
    mutating func id(_ value: String, at pointer: String) {
        if !Self.isID(value) { add(pointer, "must be 1 to 64 letters, digits, - or _") }
    }

    mutating func number(_ value: Int, in range: ClosedRange<Int>, at pointer: String) {
        if !range.contains(value) {
            add(pointer, "must be \(range.lowerBound) to \(range.upperBound), not \(value)")
        }
    }

    /// - Throws: ``ProblemDocument`` with 422 and all mistakes.
    func finish(_ detail: String) throws(ProblemDocument) {
        guard mistakes.isEmpty else {
            throw ProblemDocument(
                422, code: "validation_failed", title: "Validation failed", detail: detail, errors: mistakes)
        }
    }

    static func isID(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || "-_".utf8.contains(byte)
            }
    }

    /// A part of the path that names something.
    /// - Throws: ``ProblemDocument`` with 404: nothing can be called so.
    static func pathID(_ context: some RequestContext, _ name: String) throws -> String {
        let id = try context.parameters.require(name)
        guard isID(id) else {
            throw ProblemDocument(404, code: "not_found", title: "Not found", detail: "Nothing can be called so")
        }
        return id
    }
}
