/// Replaces `${NAME}` and `${NAME:-default}` in a text; `$${` stands for `${` itself.
enum EnvironmentText {
    /// Why a text cannot be completed.
    enum Gap: Error, Equatable {
        /// There is no such variable, and no default.
        case unset(String, near: String?)
        /// `${` without `}`, or without a name between them.
        case malformed(String)
    }

    /// `text` with every variable replaced; `replaced` says whether there was any. A value is taken as it is: what
    /// looks like a variable inside it stays. As in a shell, `:-` also fills in for an empty value.
    static func expand(
        _ text: String, _ environment: [String: String]
    ) throws(Gap) -> (text: String, replaced: Bool) {
        guard text.contains("${") else { return (text, false) }
        var out = ""
        var rest = Substring(text)
        var replaced = false
        while let dollar = rest.firstIndex(of: "$") {
            out += rest[..<dollar]
            rest = rest[dollar...]
            if rest.hasPrefix("$${") {
                out += "${"
                rest = rest.dropFirst(3)
            } else if rest.hasPrefix("${") {
                out += try variable(&rest, environment)
                replaced = true
            } else {
                out += "$"
                rest = rest.dropFirst()
            }
        }
        return (out + rest, replaced)
    }

    private static func variable(
        _ rest: inout Substring, _ environment: [String: String]
    ) throws(Gap) -> String {
        guard let end = rest.firstIndex(of: "}") else { throw .malformed(String(rest)) }
        let inside = rest[..<end].dropFirst(2)
        let whole = String(rest[...end])
        rest = rest[rest.index(after: end)...]
        let name = inside.prefix { $0 == "_" || ($0.isASCII && ($0.isLetter || $0.isNumber)) }
        let tail = inside.dropFirst(name.count)
        guard let first = name.first, !first.isNumber, tail.isEmpty || tail.hasPrefix(":-") else {
            throw .malformed(whole)
        }
        if let value = environment[String(name)], tail.isEmpty || !value.isEmpty { return value }
        if !tail.isEmpty { return String(tail.dropFirst(2)) }
        throw .unset(String(name), near: NearestWord.find(String(name), in: environment.keys.sorted()))
    }
}

extension EnvironmentText {
    /// The variable that `text` ends with, and what stands before it, when it is the only one and has no default.
    static func lastVariable(of text: String) -> (name: String, prefix: String)? {
        guard let start = text.firstRange(of: "${"), text.hasSuffix("}") else { return nil }
        let name = text[start.upperBound...].dropLast()
        let isName = name.allSatisfy { $0 == "_" || ($0.isASCII && ($0.isLetter || $0.isNumber)) }
        let prefix = text[..<start.lowerBound]
        return isName && !prefix.hasSuffix("$") ? (String(name), String(prefix)) : nil
    }
}
