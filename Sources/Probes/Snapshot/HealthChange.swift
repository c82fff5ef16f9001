import Foundation

/// One change of an endpoint's health, as the timeline shows it.
public struct HealthChange: Sendable, Hashable {
    public var endpoint: EndpointID
    /// When the result that changed it came in.
    public var at: Date
    public var from: Health
    public var to: Health
    /// One sentence: why it is in the new state. Text from outside in it is harmless already.
    public var reason: String

    public init(endpoint: EndpointID, at: Date, from: Health, to: Health, reason: String) {
        self.endpoint = endpoint
        self.at = at
        self.from = from
        self.to = to
        self.reason = reason
    }
}
