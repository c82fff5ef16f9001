import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// An error as HTTP says it: RFC 9457, with a stable `code` for programs.
public struct ProblemDocument: Error, Codable, Equatable, Sendable, CustomStringConvertible {
    /// One thing that is wrong with the request's body.
    public struct Mistake: Codable, Equatable, Sendable {
        /// A JSON pointer (RFC 6901) into the body; empty for the whole of it.
        public let pointer: String
        public let detail: String

        public init(_ pointer: String, _ detail: String) {
            self.pointer = pointer
            self.detail = detail
        }
    }

    public let type: String
    public let title: String
    /// The HTTP status, `status` in JSON.
    public let statusCode: Int
    public let detail: String
    /// Stable and short, such as `validation_failed`.
    public let code: String
    /// All mistakes at once.
    public let errors: [Mistake]?
    /// The order it is about.
    public let orderId: String?

    public init(
        _ status: Int, code: String, title: String, detail: String, errors: [Mistake]? = nil, orderId: String? = nil
    ) {
        type = "urn:fusebox:shop:\(code)"
        self.title = title
        statusCode = status
        self.detail = detail
        self.code = code
        self.errors = errors
        self.orderId = orderId
    }

    private enum CodingKeys: String, CodingKey {
        case type, title, detail, code, errors, orderId
        case statusCode = "status"
    }

    public var description: String {
        let mistakes = (errors ?? []).map { "\($0.pointer) \($0.detail)" }.joined(separator: "; ")
        return mistakes.isEmpty ? detail : "\(detail): \(mistakes)"
    }
}

extension ProblemDocument: HTTPResponseError {
    public var status: HTTPResponse.Status { HTTPResponse.Status(code: statusCode) }

    public func response(from request: Request, context: some RequestContext) throws -> Response {
        try JSONAnswer.response(status: statusCode, body: self, contentType: "application/problem+json")
    }
}
