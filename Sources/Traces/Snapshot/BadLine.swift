/// A line that could not be read: where it is, and why.
public struct BadLine: Sendable, Equatable {
    /// Why a line could not be read. The raw values are stable and are the keys of `bad_reasons` in `fusebox stats`.
    public enum Reason: String, Sendable, CaseIterable, Comparable {
        /// Not JSON, also after repair.
        case malformed
        /// JSON that is no OTLP: a plain log line shares the file.
        case foreign
        /// A known key with a value of the wrong type, so that nothing could be read from it.
        case wrongType = "wrong_type"
        /// Longer than 16 MiB.
        case tooLong = "too_long"
        /// The file ended within the line, and nothing came after.
        case cutOff = "cut_off"

        /// By raw value.
        public static func < (left: Reason, right: Reason) -> Bool { left.rawValue < right.rawValue }

        /// In words, for a person.
        public var sentence: String {
            switch self {
            case .malformed: "not valid JSON"
            case .foreign: "not OTLP"
            case .wrongType: "OTLP key with a value of the wrong type"
            case .tooLong: "longer than 16 MiB"
            case .cutOff: "ends in the middle"
            }
        }
    }

    /// The file's path.
    public var path: String
    /// Where the line starts, in bytes from the start of the file.
    public var offset: UInt64
    /// Its length in bytes without the line end.
    public var length: UInt64
    public var reason: Reason
    /// The parser's own words, or empty.
    public var detail: String
    /// The first bytes of the line, at most 120, invalid UTF-8 replaced. Not safe to print as it is.
    public var excerpt: String
}
