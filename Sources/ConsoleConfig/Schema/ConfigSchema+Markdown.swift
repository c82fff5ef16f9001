extension ConfigSchema {
    /// Stands in front of and behind the generated part of `Documentation/configuration.md`.
    public static let markdownMarks = (
        begin: "<!-- keys: generated from the table that the reader checks by -->", end: "<!-- keys: end -->"
    )

    /// Tables of all keys, one for each kind of object, as `Documentation/configuration.md` has them.
    public static func markdown() -> String {
        let tables = ([.root] + ConfigObject.root.below).map { object in
            let heading = object.name == "config" ? "The file" : "`\(object.name)`"
            let rows = object.keys.map(row)
            let start = "### \(heading)\n\n\(object.meaning)\n\n"
            if object.name == ConfigObject.defaults.name { return start + sameAsService(object) }
            return start + "| key | value | default | meaning |\n|---|---|---|---|\n"
                + rows.joined(separator: "\n")
        }
        return tables.joined(separator: "\n\n") + "\n"
    }

    /// What would be the rows of a service again.
    private static func sameAsService(_ object: ConfigObject) -> String {
        let others = ConfigObject.service.keys.map(\.name).filter { object.key($0) == nil }
        return "The keys of `service` without " + others.map { "`\($0)`" }.joined(separator: ", ") + "."
    }

    private static func row(_ key: ConfigKey) -> String {
        let fallback = key.isRequired ? "required" : key.fallback.map { "`\($0)`" } ?? "–"
        var meaning = key.meaning
        if case .word(let words) = key.shape {
            meaning += "<br>" + words.map { "`\($0.word)`: \($0.meaning)" }.joined(separator: "<br>")
        }
        let cells = ["`\(key.name)`", key.shape.cell, fallback, "\(meaning)<br>Example: `\(key.example)`"]
        return "| " + cells.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |"
    }
}

extension ConfigShape {
    /// The kind of value in a few words.
    fileprivate var cell: String {
        switch self {
        case .text(let range):
            range.lowerBound > 0 ? "text, \(range.lowerBound)–\(range.upperBound) characters" : "text"
        case .word: "word"
        case .boolean: "`true`, `false`"
        case .integer(let range): "\(range.lowerBound)–\(range.upperBound)"
        case .duration(let range):
            "duration, \(DurationText.format(range.lowerBound))–\(DurationText.format(range.upperBound))"
        case .size(let range): "size, \(SizeText.format(range.lowerBound))–\(SizeText.format(range.upperBound))"
        case .address(let schemes): schemes.contains(.tcp) ? "address" : "HTTP address"
        case .file: "path"
        case .list(let item, _): "list of \(item.cell)"
        case .object(let object): "`\(object.name)`"
        case .headers(let value): "header names, each with \(value.cell)"
        case .either(let shapes): shapes.map(\.cell).joined(separator: " or ")
        }
    }
}
