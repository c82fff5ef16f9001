import Foundation

/// How exported documents are written: the same everywhere, so that scripts can rely on it.
enum ExportText {
    /// RFC 3339 with milliseconds, in UTC.
    static func time(_ date: Date) -> String {
        date.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
    }

    /// Keys in alphabetical order, indented; `nil` where a number is none that JSON has.
    static func json(_ document: some Encodable) -> String? {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(document)).map { String(decoding: $0, as: UTF8.self) }
    }
}
