/// Something that is not as it was expected.
public struct Difference: Codable, Sendable, Hashable {
    /// What: `revision`, `state`, `effects/2`, say.
    public var subject: String
    /// What was expected; `nil`: nothing of the kind.
    public var expected: String?
    /// What is true; `nil`: nothing of the kind.
    public var actual: String?

    /// All of it.
    public init(
        subject: String, expected: String? = nil, actual: String? = nil
    ) {
        self.subject = subject
        self.expected = expected
        self.actual = actual
    }
}
