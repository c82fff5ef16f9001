import Resilience

/// Runs all checks side by side, each with its own timeout; the overall status is the worst of them.
///
/// A check that throws or takes too long is unhealthy, with the reason in its details. Two who ask at the same time share
/// one run of each check; a check that ignores cancellation is not started again while it still runs, so it costs one
/// task, however often somebody asks.
public final class HealthService: Sendable {
    private struct State {
        var checks: [any HealthCheck] = []
        var running: [String: Task<HealthFinding, Never>] = [:]
    }

    private let state: Locked<State>
    private let clock: any Clock<Duration>
    private let now: @Sendable () -> UInt64

    /// - Parameters:
    ///   - clock: measures timeouts.
    ///   - now: nanoseconds since 1970, for time stamps.
    public init(
        checks: [any HealthCheck] = [], clock: any Clock<Duration> = ContinuousClock(),
        now: @escaping @Sendable () -> UInt64 = { WallClock.nanoseconds() }
    ) {
        state = Locked(State(checks: checks))
        self.clock = clock
        self.now = now
    }

    /// Adds a check; one with the same name is replaced.
    public func addCheck(_ check: some HealthCheck) {
        state.withLock { state in
            state.checks.removeAll { $0.name == check.name }
            state.checks.append(check)
        }
    }

    /// Asks everything now.
    public func overallHealth() async -> HealthReport {
        let checks = state.withLock { $0.checks }
        return await withTaskGroup(of: HealthReport.Entry.self) { group in
            for check in checks {
                group.addTask {
                    let finding = await self.finding(of: check)
                    return HealthReport.Entry(name: check.name, finding: finding, timestamp: self.now())
                }
            }
            return HealthReport(checks: await group.reduce(into: []) { $0.append($1) })
        }
    }

    private func finding(of check: any HealthCheck) async -> HealthFinding {
        let asking = running(check)
        let race = FirstResult<HealthFinding>()
        // Not child tasks: a group waits for its children, and a check may be one that never returns.
        let answer = Task { race.finish(await asking.value) }
        let limit = Task {
            do { try await clock.sleep(for: check.timeout) } catch { return }
            race.finish(Self.unhealthy("no answer within \(check.timeout)"))
            asking.cancel()
        }
        let finding = await withTaskCancellationHandler {
            await race.value
        } onCancel: {
            race.finish(Self.unhealthy("the check was cancelled"))
        }
        limit.cancel()
        answer.cancel()
        return finding
    }

    /// The run of `check` that is on its way, or a new one.
    private func running(_ check: any HealthCheck) -> Task<HealthFinding, Never> {
        state.withLock { state in
            if let task = state.running[check.name] { return task }
            let task = Task {
                let finding: HealthFinding
                do {
                    finding = try await check.check()
                } catch {
                    finding = Self.unhealthy(String(describing: error))
                }
                _ = self.state.withLock { $0.running.removeValue(forKey: check.name) }
                return finding
            }
            state.running[check.name] = task
            return task
        }
    }

    private static func unhealthy(_ reason: String) -> HealthFinding {
        HealthFinding(.unhealthy, details: ["error": .text(reason)])
    }
}
