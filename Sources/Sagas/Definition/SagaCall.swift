import Foundation

/// Everything that one try of a step, or of its compensation, needs to know.
public struct SagaCall: Sendable {
    /// The saga.
    public let saga: SagaID
    /// Its definition's name.
    public let sagaName: String
    /// The step's name.
    public let step: String
    /// Whether the step is done or undone.
    public let action: SagaAction
    /// Which try it is, from 1.
    public let attempt: Int
    /// The same for all tries of a step: the receiver does things once for each key. The compensation is sent with the
    /// key of what it undoes.
    public let key: String
    /// Rises whenever another worker takes over. A receiver may refuse calls with a lower one than it has seen.
    public let fencingToken: Int
    /// The recorded command; empty while it is being made.
    public let command: Data
    /// The trace context of the request that started the saga.
    public let traceparent: String?
    let inputData: Data
    let outputs: [String: Data]

    /// What the saga was started with.
    public func input<Value: Decodable>(as type: Value.Type) throws -> Value {
        try JSONDecoder().decode(type, from: inputData)
    }

    /// What an earlier step answered; `nil`: it has not, or was skipped.
    public func output<Value: Decodable>(of step: String, as type: Value.Type) throws -> Value? {
        try outputs[step].map { try JSONDecoder().decode(type, from: $0) }
    }
}

/// Whether a step is done or undone.
public enum SagaAction: String, Sendable, Hashable, Codable {
    case forward
    case compensate
}

/// The identity of a saga. Whoever starts it chooses it; starting it again starts nothing.
public struct SagaID: RawRepresentable, Hashable, Sendable, Codable, Comparable, CustomStringConvertible,
    ExpressibleByStringLiteral
{
    /// The identity: 1 to 190 bytes of UTF-8.
    public let rawValue: String

    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    public init(stringLiteral value: String) {
        self.init(rawValue: value)
    }

    public static func < (left: SagaID, right: SagaID) -> Bool { left.rawValue < right.rawValue }
    public var description: String { rawValue }
}
