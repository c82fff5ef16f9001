import EventSourcing
import Foundation

/// The question for a page as a query string: `after=17&limit=100&wait=30000&lane=critical&type=OrderPlaced`.
///
/// | name | |
/// |---|---|
/// | `after` | events after this position; 0 if it is missing |
/// | `limit` | so many at most; 100 if it is missing |
/// | `wait` | milliseconds that the answer may be held back; 0 if it is missing |
/// | `lane` | `normal` or `critical`; both if it is missing |
/// | `type` | an event type; several times for several; all if it is missing |
/// | `stream` | a stream; all if it is missing |
public enum EventFeedQuery {
    /// What is wrong with a query string.
    public struct Mistake: Error, Sendable, Hashable, CustomStringConvertible {
        /// A stable word for metrics and APIs.
        public static let code = "bad_event_query"

        /// The name of the parameter.
        public let parameter: String
        /// What it should be.
        public let detail: String

        public var description: String { "\(parameter) \(detail)" }
    }

    /// Types in one question, at most.
    public static let largestTypes = 200

    /// The query string of a question.
    public static func text(_ request: EventPageRequest) -> String {
        var items = [
            ("after", "\(request.after)"), ("limit", "\(request.limit)"), ("wait", "\(request.waitMilliseconds)"),
        ]
        if let lane = request.filter.lane { items.append(("lane", lane.rawValue)) }
        for type in request.filter.types?.sorted() ?? [] { items.append(("type", type)) }
        if let stream = request.filter.stream { items.append(("stream", stream.rawValue)) }
        return items.map { "\($0.0)=\(escaped($0.1))" }.joined(separator: "&")
    }

    /// Reads a question.
    /// - Parameter items: names and values, without percent escapes.
    /// - Throws: ``Mistake`` naming the parameter that cannot be understood.
    public static func request(_ items: some Sequence<(String, String)>) throws(Mistake) -> EventPageRequest {
        var request = EventPageRequest(after: 0, limit: 100, waitMilliseconds: 0)
        var seen: Set<String> = []
        for (name, value) in items {
            guard name == "type" || seen.insert(name).inserted else {
                throw Mistake(parameter: name, detail: "may stand there once only")
            }
            switch name {
            case "after": request.after = try number(name, value, from: 0)
            case "limit": request.limit = try number(name, value, from: 1)
            case "wait": request.waitMilliseconds = try number(name, value, from: 0)
            case "lane":
                guard let lane = Lane(rawValue: value) else {
                    throw Mistake(
                        parameter: name,
                        detail: "must be one of \(Lane.allCases.map(\.rawValue).joined(separator: ", "))")
                }
                request.filter.lane = lane
            case "type":
                request.filter.types = (request.filter.types ?? []).union([try word(name, value)])
                guard (request.filter.types ?? []).count <= largestTypes else {
                    throw Mistake(parameter: name, detail: "may stand there \(largestTypes) times at most")
                }
            case "stream": request.filter.stream = StreamID(rawValue: try word(name, value))
            default:
                // An unknown parameter may be a misspelled filter, and would give what was not asked for.
                throw Mistake(
                    parameter: String(name.prefix(50)), detail: "is not one of after, limit, wait, lane, type, stream")
            }
        }
        return request
    }

    private static func number(_ name: String, _ value: String, from least: Int) throws(Mistake) -> Int {
        guard let number = Int(value), number >= least else {
            throw Mistake(parameter: name, detail: "must be a whole number from \(least) on")
        }
        return number
    }

    private static func word(_ name: String, _ value: String) throws(Mistake) -> String {
        guard (1...200).contains(value.utf8.count), !value.utf8.contains(0) else {
            throw Mistake(parameter: name, detail: "must have 1 to 200 bytes and no NUL")
        }
        return value
    }

    /// RFC 3986's unreserved characters stay as they are.
    private static let unreserved = CharacterSet(
        charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")

    private static func escaped(_ value: String) -> String {
        value.addingPercentEncoding(withAllowedCharacters: unreserved) ?? ""
    }
}
