import NIOHTTP1
import Resilience

extension DashboardSource {
    /// A part that another service gives.
    /// - Parameters:
    ///   - path: where it is for a user.
    ///   - route: the path with its variable parts as `{name}`, for the span.
    ///   - decidesAll: whether this source knows if there is such a user: then there is no dashboard for others.
    static func calling<Answer: Decodable & Sendable>(
        _ caller: ServiceCaller, part: String, path: @escaping @Sendable (_ userID: String) -> String, route: String,
        decidesAll: Bool = false, as type: Answer.Type, _ take: @escaping @Sendable (Answer) -> Value
    ) -> DashboardSource {
        DashboardSource(part: part, service: caller.target.rawValue) { userID in
            try await SourceFailure.translating(decidesAll ? userID : nil) {
                take(try await caller.send(.GET, path(userID), route: route, as: type))
            }
        }
    }
}

extension SourceFailure {
    /// Runs a call and says why it failed in a dashboard's words.
    /// - Parameter userID: the user, if the called service knows whether there is one.
    static func translating<Value: Sendable>(
        _ userID: String? = nil, _ call: () async throws -> Value
    ) async throws -> Value {
        do {
            return try await call()
        } catch let failure as ServiceCallFailure {
            if let userID, failure.code == "unknown_user" {
                throw ProblemDocument(
                    404, code: failure.code, title: "Unknown user", detail: "There is no user \(userID)")
            }
            throw SourceFailure(reason: reason(failure.code), detail: failure.message)
        } catch let rejection as CircuitBreakerOpen {
            throw SourceFailure(reason: .breakerOpen, detail: "\(rejection)")
        } catch let rejection as BulkheadRejection {
            throw SourceFailure(reason: .busy, detail: "\(rejection)")
        }
    }

    private static func reason(_ code: String) -> MissingPart.Reason {
        switch code {
        case "timeout": .tooSlow
        case "bad_answer": .badAnswer
        default: .unavailable
        }
    }
}

/// A list as the shop's services give it.
struct ItemList<Item: Codable & Sendable>: Codable, Sendable {
    let items: [Item]
}
