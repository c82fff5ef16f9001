extension ConfigShape {
    /// What is expected, in words: `a duration from 100ms to 1d such as "5s"`.
    var words: String {
        switch self {
        case .text(let range):
            range.lowerBound > 0 ? "a text of \(range.lowerBound) to \(range.upperBound) characters" : "a text"
        case .word(let words): "one of " + words.map { "\"\($0.word)\"" }.joined(separator: ", ")
        case .boolean: "true or false"
        case .integer(let range): "a whole number from \(range.lowerBound) to \(range.upperBound)"
        case .duration(let range):
            "a duration from \(DurationText.format(range.lowerBound)) to \(DurationText.format(range.upperBound))"
                + ", such as \"5s\" or \"250ms\""
        case .size(let range):
            "a size from \(SizeText.format(range.lowerBound)) to \(SizeText.format(range.upperBound))"
                + ", such as \"512MiB\""
        case .address: "an address such as \"http://127.0.0.1:8080/health\""
        case .file: "the path of a file"
        case .list(let item, _): "a list [ … ] of \(item.plural)"
        case .object: "an object { … }"
        case .headers: "an object { … } of headers"
        case .either(let shapes): shapes.map(\.words).joined(separator: ", or ")
        }
    }

    private var plural: String {
        switch self {
        case .text: "texts"
        case .word: "words"
        case .boolean: "true and false"
        case .integer: "whole numbers"
        case .duration: "durations"
        case .size: "sizes"
        case .address: "addresses"
        case .file: "paths"
        case .list: "lists"
        case .object, .headers: "objects"
        case .either(let shapes): shapes.map(\.plural).joined(separator: " or ")
        }
    }

    /// Whether a value of this JSON type can fit at all.
    func takes(_ kind: SourceValue.Kind) -> Bool {
        switch (self, kind) {
        case (.either(let shapes), _): shapes.contains { $0.takes(kind) }
        case (.text, .string), (.word, .string), (.duration, .string), (.size, .string), (.address, .string),
            (.file, .string), (.boolean, .boolean), (.integer, .number), (.list, .array), (.object, .object),
            (.headers, .object):
            true
        // A flag or a number may come out of the environment: "${READ_ONLY:-false}".
        case (.boolean, .string(let text)), (.integer, .string(let text)): text.contains("${")
        default: false
        }
    }
}
