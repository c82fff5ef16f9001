import Synchronization

/// A value that one thread at a time reads and changes.
///
/// A `Mutex`, and a handover that the thread sanitizer can see: on Linux a contended `Mutex` is passed on by the kernel,
/// which the sanitizer does not notice, so that it reports races where there are none. The handover costs two plain
/// memory accesses. It hides nothing: where the lock fails to exclude, the accesses still overlap.
package struct Locked<Value: ~Copyable>: ~Copyable, Sendable {
    @usableFromInline let mutex: Mutex<Value>
    @usableFromInline let handover = Atomic<Bool>(false)

    @inlinable
    package init(_ value: consuming sending Value) {
        mutex = Mutex(value)
    }

    /// Runs something while nobody else has the value. It must not wait for anything.
    @inlinable
    package func withLock<Result: ~Copyable, Failure: Error>(
        _ body: (inout sending Value) throws(Failure) -> sending Result
    ) throws(Failure) -> sending Result {
        try mutex.withLock { value throws(Failure) in
            _ = handover.load(ordering: .acquiring)
            defer { handover.store(true, ordering: .releasing) }
            return try body(&value)
        }
    }
}
