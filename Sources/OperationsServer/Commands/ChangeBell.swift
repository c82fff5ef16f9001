import Resilience

/// Tells listeners that something has changed.
final class ChangeBell: Sendable {
    private struct Listeners: Sendable {
        var continuations: [UInt64: AsyncStream<Void>.Continuation] = [:]
        var last: UInt64 = 0
    }

    private let listeners = Locked(Listeners())

    /// Rings from now on. A slow listener hears several as one.
    func listen() -> AsyncStream<Void> {
        let (stream, continuation) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
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

    func ring() {
        listeners.withLock { $0.continuations.values.forEach { $0.yield() } }
    }
}
