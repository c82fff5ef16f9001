import Operations

/// Reads a command's arguments, and knows what is wrong with them.
struct ArgumentReader {
    private let arguments: [String: JSONValue]
    private var known: Set<String> = []
    private var mistakes: [Problem.Mistake] = []

    init(_ command: Command) {
        arguments = command.arguments
    }

    /// A text of 1 to 256 characters; `nil`: it is not there.
    mutating func text(_ name: String) -> String? {
        known.insert(name)
        guard let value = arguments[name], value != .null else { return nil }
        guard let text = value.text, (1...256).contains(text.unicodeScalars.count) else {
            mistake(name, "must be a text of 1 to 256 characters")
            return nil
        }
        return text
    }

    /// A whole number from 0; `nil`: it is not there.
    mutating func whole(_ name: String) -> Int? {
        known.insert(name)
        guard let value = arguments[name], value != .null else { return nil }
        guard let number = value.whole, number >= 0 else {
            mistake(name, "must be a whole number from 0")
            return nil
        }
        return number
    }

    private mutating func mistake(_ name: String, _ detail: String) {
        mistakes.append(Problem.Mistake(pointer: "/arguments/" + name, detail: detail))
    }

    /// Call it when everything that is known has been read.
    /// - Throws: ``Operations/Problem`` with all mistakes.
    func finish() throws(Problem) {
        let unknown = arguments.keys.filter { !known.contains($0) }.sorted().map { name in
            let escaped = String(name.prefix(200)).replacing("~", with: "~0").replacing("/", with: "~1")
            return Problem.Mistake(pointer: "/arguments/" + escaped, detail: "is not known for this kind of command")
        }
        guard mistakes.isEmpty, unknown.isEmpty else {
            throw Problem(.validationFailed, "The command's arguments are not valid", errors: mistakes + unknown)
        }
    }
}
