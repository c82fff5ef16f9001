import Foundation

/// Something that is asked for again and again: the last answer, when it came, and why there has been none since.
public struct Heard<Value: Sendable>: Sendable {
    /// What was answered last.
    public internal(set) var value: Value
    /// When that came, by this machine's clock; `nil` before the first answer.
    public internal(set) var at: Date?
    /// Why the newest question was not answered, in a sentence; `nil` when it was.
    public internal(set) var trouble: String?

    /// Nothing heard yet.
    public init(_ value: Value) { self.value = value }

    mutating func answered(_ value: Value, at now: Date) {
        self.value = value
        at = now
        trouble = nil
    }
}
