/// Tells every listener the same things in the same order.
///
/// A listener may be cancelled at any moment, and the runtime then calls us with its own lock on that task held; telling
/// a listener takes that lock while ours is held. What is called from a cancellation therefore only leaves a note under
/// a lock that is never held while somebody is told: anything else would sooner or later be a deadlock.
package final class Broadcast<Element: Sendable>: Sendable {
    private struct Listeners: Sendable {
        var continuations: [UInt64: AsyncStream<Element>.Continuation] = [:]
        var last: UInt64 = 0
    }

    private let listeners = Locked(Listeners())
    /// Those who have left since we last looked.
    private let gone = Locked<[UInt64]>([])

    package init() {}

    deinit {
        listeners.withLock { $0.continuations.values.forEach { $0.finish() } }
    }

    /// How many listen.
    package var count: Int {
        listeners.withLock { listeners in
            forgetThoseGone(&listeners)
            return listeners.continuations.count
        }
    }

    /// Everything that is told from now on; ends with the broadcast.
    /// - Parameters:
    ///   - first: told to this listener before anything else.
    ///   - buffering: what a listener that falls behind loses: by default all but the newest.
    package func listen(
        beginningWith first: Element? = nil,
        buffering: AsyncStream<Element>.Continuation.BufferingPolicy = .bufferingNewest(1)
    ) -> AsyncStream<Element> {
        let (stream, continuation) = AsyncStream<Element>.makeStream(bufferingPolicy: buffering)
        if let first { continuation.yield(first) }
        let id = listeners.withLock { listeners in
            forgetThoseGone(&listeners)
            listeners.last += 1
            listeners.continuations[listeners.last] = continuation
            return listeners.last
        }
        continuation.onTermination = { [weak self] _ in self?.gone.withLock { $0.append(id) } }
        return stream
    }

    package func send(_ element: Element) {
        listeners.withLock { listeners in
            forgetThoseGone(&listeners)
            for continuation in listeners.continuations.values { continuation.yield(element) }
        }
    }

    private func forgetThoseGone(_ listeners: inout Listeners) {
        let ids = gone.withLock { gone in
            defer { gone.removeAll() }
            return gone
        }
        for id in ids { listeners.continuations.removeValue(forKey: id) }
    }
}
