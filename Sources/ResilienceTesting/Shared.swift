import Synchronization

/// A value that several tasks of a test read and change.
public final class Shared<Value: Sendable>: Sendable {
    private let mutex: Mutex<Value>
    /// On Linux a contended mutex is passed on by the kernel, which the thread sanitizer does not see; this it does.
    private let handover = Atomic<Bool>(false)

    /// A value to begin with.
    public init(_ value: Value) {
        mutex = Mutex(value)
    }

    /// The value now.
    public var value: Value { change { $0 } }

    /// Changes the value while nobody else does.
    public func change<Result: Sendable>(_ body: (inout Value) -> Result) -> Result {
        mutex.withLock { value in
            _ = handover.load(ordering: .acquiring)
            defer { handover.store(true, ordering: .releasing) }
            return body(&value)
        }
    }
}
