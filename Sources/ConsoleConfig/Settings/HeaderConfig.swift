/// One header of a probe. Two headers of one name are both sent.
public struct HeaderConfig: Sendable, Equatable {
    /// An HTTP token (RFC 9110, section 5.6.2).
    public var name: String
    /// Where the value comes from.
    public var value: HeaderValue

    /// A header of that name.
    public init(name: String, value: HeaderValue) {
        self.name = name
        self.value = value
    }
}

/// The value of a header. Its text may be a secret: nothing prints it, so it has no description of its own.
public enum HeaderValue: Sendable, Equatable, CustomStringConvertible {
    /// Written in the config, `${NAME}` already replaced.
    case text(String)
    /// `prefix` and then the value of an environment variable: `Bearer ${TOKEN}`.
    case environment(name: String, prefix: String)
    /// `prefix` and then the first line of a file, read when it is needed, so that a renewed token is taken.
    case file(path: String, prefix: String)

    /// Says where the value comes from and never what it is.
    public var description: String {
        switch self {
        case .text: "a value"
        case .environment(let name, _): "the value of ${\(name)}"
        case .file(let path, _): "the first line of \(path)"
        }
    }
}
