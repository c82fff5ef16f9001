import Foundation
import Operations

/// The same command for many targets, as it was confirmed.
public struct BulkPlan: Sendable, Equatable, Codable {
    /// One target.
    public struct Item: Sendable, Equatable, Codable {
        var service: String
        var instance = ""
        var target: String
        /// The revision on the screen; `nil` where the kind has none.
        var revision: Int?
        var arguments: [String: JSONValue] = [:]
    }

    var kind: String
    var reason: String
    var items: [Item]
}

/// A run of many as it is kept beside the audit log. Which targets are through is in the audit log itself.
public struct BulkRecord: Sendable, Equatable, Codable {
    var id: String
    var plan: BulkPlan
    var policy: BulkPolicy
    var startedAt: Date
    /// The console that does it: while that lives, no other one goes on with it.
    var host: String, process: Int32
}
