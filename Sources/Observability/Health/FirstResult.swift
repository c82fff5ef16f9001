import Resilience

/// A value that several tasks offer and one waits for: the first offer counts.
final class FirstResult<Value: Sendable>: Sendable {
    private enum State {
        case empty
        case awaited(CheckedContinuation<Value, Never>)
        case offered(Value)
        case done
    }

    private let state = Locked(State.empty)

    /// Offers a value; every offer but the first is ignored.
    func finish(_ value: Value) {
        let waiting: CheckedContinuation<Value, Never>? = state.withLock { state in
            switch state {
            case .empty:
                state = .offered(value)
                return nil
            case .awaited(let continuation):
                state = .done
                return continuation
            case .offered, .done:
                return nil
            }
        }
        waiting?.resume(returning: value)
    }

    /// The first value. To be awaited once.
    var value: Value {
        get async {
            await withCheckedContinuation { continuation in
                let ready: Value? = state.withLock { state in
                    if case .offered(let value) = state {
                        state = .done
                        return value
                    }
                    state = .awaited(continuation)
                    return nil
                }
                if let ready { continuation.resume(returning: ready) }
            }
        }
    }
}
