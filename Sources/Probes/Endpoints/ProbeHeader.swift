/// A request header of a probe. What is secret in it is named here, never written: it is read when it is needed.
public struct ProbeHeader: Sendable, Hashable {
    /// Where a header's value comes from.
    public enum Source: Sendable, Hashable {
        /// Not a secret: the value itself.
        case text(String)
        /// An environment variable's name.
        case environment(String)
        /// A file's path; blanks and line ends around its content are dropped. Read again after it has changed.
        case file(String)
    }

    /// The header's name, such as `Authorization`.
    public var name: String
    /// Stands before the value, such as `Bearer `.
    public var prefix: String
    public var source: Source

    public init(name: String, prefix: String = "", source: Source) {
        self.name = name
        self.prefix = prefix
        self.source = source
    }

    /// `Authorization: Bearer …` with a token from a file.
    public static func bearerToken(file: String) -> ProbeHeader {
        ProbeHeader(name: "Authorization", prefix: "Bearer ", source: .file(file))
    }

    /// `Authorization: Bearer …` with a token from an environment variable.
    public static func bearerToken(environment: String) -> ProbeHeader {
        ProbeHeader(name: "Authorization", prefix: "Bearer ", source: .environment(environment))
    }
}
