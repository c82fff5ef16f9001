/// An error as the API says it (RFC 9457), with a `code` that stays the same.
public struct Problem: Error, Codable, Sendable, Hashable {
    /// A URI for the kind of problem.
    public var type: String
    /// The kind of problem in words.
    public var title: String
    /// The HTTP status.
    public var status: Int
    /// What happened, where, and what to do.
    public var detail: String
    /// The kind of problem for programs.
    public var code: ProblemCode
    /// All that is wrong with the request.
    public var errors: [Mistake]?
    /// On a conflict: what was expected, and what is true.
    public var difference: [Difference]?
    /// In how many seconds to come again.
    public var retryAfter: Int?

    /// All of it.
    public init(
        type: String = "about:blank", title: String = "", status: Int, detail: String = "",
        code: ProblemCode = .other(""), errors: [Mistake]? = nil, difference: [Difference]? = nil,
        retryAfter: Int? = nil
    ) {
        self.type = type
        self.title = title
        self.status = status
        self.detail = detail
        self.code = code
        self.errors = errors
        self.difference = difference
        self.retryAfter = retryAfter
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        type = try container.decodeIfPresent(String.self, forKey: .type) ?? "about:blank"
        title = try container.decodeIfPresent(String.self, forKey: .title) ?? ""
        status = try container.decode(Int.self, forKey: .status)
        detail = try container.decodeIfPresent(String.self, forKey: .detail) ?? ""
        code = try container.decodeIfPresent(ProblemCode.self, forKey: .code) ?? .other("")
        errors = try container.decodeIfPresent([Mistake].self, forKey: .errors)
        difference = try container.decodeIfPresent([Difference].self, forKey: .difference)
        retryAfter = try container.decodeIfPresent(Int.self, forKey: .retryAfter)
    }
}

extension Problem {
    /// One thing that is wrong with a request.
    public struct Mistake: Codable, Sendable, Hashable {
        /// A JSON pointer (RFC 6901) into the body, or a parameter's name after `?`.
        public var pointer: String
        /// What is wrong with it.
        public var detail: String

        /// All of it.
        public init(
            pointer: String, detail: String
        ) {
            self.pointer = pointer
            self.detail = detail
        }
    }
}
