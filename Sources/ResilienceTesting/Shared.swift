import Synchronization

/// A value that several tasks of a test read and change.
public final class Shared<Value: Sendable>: Sendable {
    private let guarded: Mutex<Value>

    /// A value to begin with.
    public init(_ value: Value) {
        guarded = Mutex(value)
    }

    /// The value now.
    public var value: Value { guarded.withLock { $0 } }

    /// Changes the value while nobody else does.
    public func change<Result: Sendable>(_ body: (inout Value) -> Result) -> Result {
        guarded.withLock { value in body(&value) }
    }
}
