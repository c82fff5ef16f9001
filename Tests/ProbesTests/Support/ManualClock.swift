import Foundation
import Synchronization

@testable import Probes

/// Time that stands still until a test moves it.
final class ManualClock: Sendable {
    private struct Alarm {
        var at: Duration
        var ring: @Sendable () -> Void
    }

    private struct State {
        var now = Duration.zero
        var alarms: [Int: Alarm] = [:]
        var nextAlarm = 0
    }

    private let state = Mutex(State())
    static let epoch = Date(timeIntervalSince1970: 1_768_059_000)

    var clock: ProbeClock {
        ProbeClock(
            monotonic: { self.now },
            wall: { Self.epoch.addingTimeInterval(self.now / .seconds(1)) },
            alarm: { time, ring in self.set(time, ring) })
    }

    var now: Duration { state.withLock { $0.now } }

    /// An alarm for a time that has passed already rings at once.
    private func set(_ time: Duration, _ ring: @escaping @Sendable () -> Void) -> @Sendable () -> Void {
        let id: Int? = state.withLock { state in
            if time <= state.now { return nil }
            state.nextAlarm += 1
            state.alarms[state.nextAlarm] = Alarm(at: time, ring: ring)
            return state.nextAlarm
        }
        guard let id else {
            ring()
            return {}
        }
        return { self.state.withLock { _ = $0.alarms.removeValue(forKey: id) } }
    }

    /// Moves on to the next alarm and rings it.
    /// - Returns: false when there is none.
    func advanceToNextAlarm() -> Bool {
        guard let next = state.withLock({ $0.alarms.values.map(\.at).min() }) else { return false }
        advance(by: next - now)
        return true
    }

    func advance(by duration: Duration) {
        let due = state.withLock { state in
            state.now += duration
            let due = state.alarms.filter { $0.value.at <= state.now }
            for id in due.keys { state.alarms[id] = nil }
            return due.values.sorted { $0.at < $1.at }
        }
        for alarm in due { alarm.ring() }
    }
}
