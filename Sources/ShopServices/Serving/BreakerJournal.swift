import Observability
import Resilience
import ServiceLifecycle

/// Writes the changes of breakers into the trace log.
struct BreakerJournal: Service {
    let callers: ServiceCallers
    let events: DomainEvents

    func run() async throws {
        await withTaskGroup(of: Void.self) { group in
            for caller in callers.all {
                let changes = caller.breaker.changes()
                group.addTask {
                    await cancelWhenGracefulShutdown {
                        for await change in changes {
                            events.record(.breakerStateChanged(caller.told(change)), in: nil)
                        }
                    }
                }
            }
        }
        try? await gracefulShutdown()
    }
}

extension ServiceCaller {
    fileprivate func told(_ change: CircuitBreakerStateChange) -> DomainEvent.BreakerChange {
        DomainEvent.BreakerChange(
            name: name, from: .init(change.from), to: .init(change.to), reason: change.cause.description)
    }
}

extension DomainEvent.BreakerState {
    init(_ state: CircuitBreakerState) {
        self =
            switch state {
            case .closed: .closed
            case .open: .open
            case .halfOpen: .halfOpen
            case .forcedOpen: .forcedOpen
            case .disabled: .disabled
            }
    }
}
