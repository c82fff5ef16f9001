import Synchronization

/// A value that one thread at a time reads and changes.
///
/// A `Mutex`, and a handover that the thread sanitizer can see: on Linux a contended `Mutex` is passed on by the kernel,
/// which the sanitizer does not notice, so that it reports races where there are none. The handover costs two plain
/// memory accesses. It hides nothing: where the lock fails to exclude, the accesses still overlap.
package struct Locked<Value: Sendable>: ~Copyable, Sendable {
    private let mutex: Mutex<Value>
    private let handover = Atomic<Bool>(false)

    package init(_ value: Value) {
        mutex = Mutex(value)
    }

    /// Runs something while nobody else has the value. It must not wait for anything.
    package func withLock<Result: Sendable>(_ body: (inout Value) -> Result) -> Result {
        mutex.withLock { value in
            _ = handover.load(ordering: .acquiring)
            defer { handover.store(true, ordering: .releasing) }
            return body(&value)
        }
    }
}
