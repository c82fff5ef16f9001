/// Why a publisher's events could not be read over HTTP. Nothing has been taken: ask again.
public enum EventFeedError: Error, Sendable, Hashable, CustomStringConvertible {
    /// There is no connection.
    case unreachable(source: String, url: String, detail: String)
    /// The whole answer was not there in time, however slowly it came.
    case timedOut(source: String, after: Duration)
    /// The publisher answered with an error.
    /// - Parameter code: the stable code of its problem document, or `http_` and the status.
    case refused(source: String, status: Int, code: String, detail: String)
    /// The answer has more bytes than may be.
    case tooLarge(source: String, limit: Int)
    /// The answer is no page of events.
    case malformed(source: String, detail: String)
    /// Another publisher answered.
    case wrongSource(expected: String, actual: String, url: String)

    /// A stable word for metrics and APIs.
    public var code: String {
        switch self {
        case .unreachable: "publisher_unreachable"
        case .timedOut: "publisher_timed_out"
        case .refused: "publisher_refused"
        case .tooLarge: "page_too_large"
        case .malformed: "page_malformed"
        case .wrongSource: "wrong_publisher"
        }
    }

    public var description: String {
        switch self {
        case .unreachable(let source, let url, let detail): "\(source) cannot be reached at \(url): \(detail)"
        case .timedOut(let source, let limit): "\(source) has not sent its events within \(limit)"
        case .refused(let source, let status, let code, let detail): "\(source) answered \(status) \(code): \(detail)"
        case .tooLarge(let source, let limit): "\(source) sends more than \(limit) bytes: ask for fewer events"
        case .malformed(let source, let detail): "\(source) sends no page of events: \(detail)"
        case .wrongSource(let expected, let actual, let url):
            "at \(url) are the events of \(actual), not of \(expected): check the configuration"
        }
    }
}
