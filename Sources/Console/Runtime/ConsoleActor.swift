import Foundation
import Probes
import TerminalUI

/// The console while it runs: holds the state on the terminal's thread, reduces, and hands effects out.
///
/// Its executor is the terminal's thread, so that a key is reduced and painted without waiting for anybody.
actor ConsoleActor {
    private let thread: TerminalThread
    private let now: @Sendable () -> Date
    /// What goes to the effect runner, in order.
    nonisolated let effects: AsyncStream<Effect>
    private let outbox: AsyncStream<Effect>.Continuation
    private let alerts: AlertSignals
    private var state: State
    private var nextTick: ContinuousClock.Instant

    nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

    init(state: State, thread: TerminalThread, alerts: AlertSignals, now: @escaping @Sendable () -> Date) {
        self.state = state
        self.thread = thread
        self.alerts = alerts
        self.now = now
        nextTick = .now
        (effects, outbox) = AsyncStream.makeStream(of: Effect.self)
    }

    /// Something happened elsewhere: a snapshot, the end of an effect. Painted soon.
    func receive(_ action: Action) {
        let urgency = state.latest.probes.urgency
        take(action)
        switch action {
        // Latencies alone are painted with the next second: a screen that nothing happens on is drawn once a second.
        case .probesArrived where state.latest.probes.urgency == urgency: break
        case .auditRead, .operationsArrived, .probesArrived, .tracesArrived: thread.paintSoon()
        default: thread.paintNow()
        }
    }

    /// The closures that the terminal's thread calls.
    nonisolated func handlers() -> TerminalHandlers {
        TerminalHandlers(
            started: { size in self.assumeIsolated { $0.take(.input(.resize(size))) } },
            input: { event in self.assumeIsolated { $0.take(.input(event)) } },
            interrupted: { self.assumeIsolated { $0.interrupted() } },
            frame: { size in self.assumeIsolated { $0.frame(size) } },
            nextWake: { self.assumeIsolated { $0.nextTick } },
            woken: { self.assumeIsolated { $0.tick() } })
    }

    /// Ages and clock move once a second, on the second, so that two consoles tick together.
    private func tick() {
        let date = now()
        take(.tick(date))
        let second = date.timeIntervalSince1970.truncatingRemainder(dividingBy: 1)
        nextTick = .now + .milliseconds(Int64((1 - second) * 1_000) + 1)
    }

    private func frame(_ size: Size) -> Frame {
        if size != state.size { take(.input(.resize(size))) }
        return view(state)
    }

    private func take(_ action: Action) {
        for effect in reduce(&state, action) {
            switch effect {
            case .quit: thread.stop()
            case .redraw: thread.request(.redraw)
            case .copy(let text): thread.request(.copy(text))
            case .alert(let alert):
                for request in alerts.requests(for: alert) { thread.request(request) }
                outbox.yield(effect)
            default: outbox.yield(effect)
            }
        }
    }

    /// ^C leaves what is being typed or read; only without that it ends the console.
    private func interrupted() -> Bool {
        guard state.overlay != nil else { return false }
        take(.input(.key(.escape)))
        return true
    }

    /// Puts text on the clipboard.
    func copy(_ text: String) { thread.request(.copy(text)) }
}
