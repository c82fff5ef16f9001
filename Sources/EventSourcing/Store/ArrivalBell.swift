import Resilience

/// Tells listeners the position of the newest event.
package final class ArrivalBell: Sendable {
    private struct Listeners: Sendable {
        var continuations: [UInt64: AsyncStream<Int>.Continuation] = [:]
        var last: UInt64 = 0
    }

    private let listeners = Locked(Listeners())

    package init() {}

    deinit {
        listeners.withLock { $0.continuations.values.forEach { $0.finish() } }
    }

    package func listen() -> AsyncStream<Int> {
        let (stream, continuation) = AsyncStream<Int>.makeStream(bufferingPolicy: .bufferingNewest(1))
        let id = listeners.withLock { listeners in
            listeners.last += 1
            listeners.continuations[listeners.last] = continuation
            return listeners.last
        }
        continuation.onTermination = { [weak self] _ in
            _ = self?.listeners.withLock { $0.continuations.removeValue(forKey: id) }
        }
        return stream
    }

    package func ring(_ position: Int) {
        listeners.withLock { $0.continuations.values.forEach { $0.yield(position) } }
    }
}
