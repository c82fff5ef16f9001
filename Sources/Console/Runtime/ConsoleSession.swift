import ConsoleConfig
import Foundation
import TerminalUI
import Traces

/// A console on a terminal, from the first frame until the operator quits.
public struct ConsoleSession: Sendable {
    private let settings: SessionSettings
    private let thread: TerminalThread

    /// After that the start is over: every source has been asked more than once.
    private static let settling = Duration.seconds(15)

    /// A session; create it before anything that starts a thread (see `TerminalThread`).
    public init(settings: SessionSettings, thread: TerminalThread) {
        self.settings = settings
        self.thread = thread
    }

    /// Runs on the calling thread, which becomes the terminal's.
    /// - Returns: why it ended; the terminal has been given back.
    /// - Throws: `TerminalRefusal` when there is no usable terminal, or what the config's addresses are wrong about.
    public func run() throws -> TerminalEnding {
        let environment = TerminalEnvironment.current
        let engines = try Engines(config: settings.config)
        let live = LiveConfig(settings.config)
        let driver: TerminalDriver
        do { driver = try TerminalDriver(environment: environment) } catch {
            engines.abandon()
            throw error
        }
        // What the terminal really shows decides, not what the locale promises.
        var shown = environment
        if !driver.isUTF8 { shown.locale = "C" }
        let state = settings.state(size: driver.size, now: Date(), environment: shown)
        let actor = ConsoleActor(
            state: state, thread: thread, alerts: AlertSignals { live.current.alerts }, now: { Date() })
        let background = Task { await work(engines, live, actor) }
        defer { background.cancel() }
        thread.request(.title("fusebox \(settings.title)"))
        return thread.run(driver: driver, handlers: actor.handlers())
    }

    /// Everything that runs beside the screen, until cancelled.
    private func work(_ engines: Engines, _ live: LiveConfig, _ actor: ConsoleActor) async {
        let runner = EffectRunner.live(
            engines: engines, config: settings.config, claims: ClaimStore(following: live),
            alerts: AlertSender { live.current.alerts })
        let first = settings.filter
        await withDiscardingTaskGroup { group in
            group.addTask { await engines.run { await actor.receive($0) } }
            group.addTask { await Self.perform(actor.effects, runner, actor) }
            group.addTask {
                // A console is open for days, and a fifth of its code has done its work when it is on screen.
                do { try await Task.sleep(for: Self.settling) } catch { return }
                ProgramPages.release()
            }
            group.addTask { await ClaimWatch(store: runner.claims).run { await actor.receive($0) } }
            group.addTask {
                // Nothing is written for anybody from a console that may only look.
                if !settings.isReadOnly, !settings.config.operator.readOnly {
                    let recovery = ActionRecovery(audit: runner.doer.audit, runs: runner.runs, now: { Date() })
                    for action in recovery.actions() { await actor.receive(action) }
                }
                await AuditWatch(path: settings.config.audit.path).run { await actor.receive($0) }
            }
            if let reading = settings.reading {
                group.addTask {
                    await ConfigReload(first: reading, engines: engines, live: live).run { await actor.receive($0) }
                }
            }
            if !first.isEmpty { await actor.receive(.filterGiven(first)) }
        }
        await engines.close()
    }

    /// Does effects one after the other, except those that may take long. Of queries that wait only the last is asked: a
    /// person types faster than a large log is searched.
    private static func perform(_ effects: AsyncStream<Effect>, _ runner: EffectRunner, _ actor: ConsoleActor) async {
        let (queries, newest) = AsyncStream.makeStream(of: TraceQuery.self, bufferingPolicy: .bufferingNewest(1))
        await withDiscardingTaskGroup { group in
            group.addTask { for await query in queries { _ = await runner.perform(.queryTraces(query)) } }
            for await effect in effects {
                switch effect {
                case .queryTraces(let query): newest.yield(query)
                case .act, .alert, .compareTrace, .exportTrace, .loadSpan:
                    group.addTask {
                        guard let action = await runner.perform(effect) else { return }
                        await actor.receive(action)
                        await runner.lookFor(effect, after: action)
                    }
                case .copyTrace(let id):
                    group.addTask { await copy(id, runner, actor) }
                default:
                    if let action = await runner.perform(effect) { await actor.receive(action) }
                }
            }
            group.cancelAll()
        }
    }

    private static func copy(_ id: TraceID, _ runner: EffectRunner, _ actor: ConsoleActor) async {
        do {
            let text = try await runner.text(of: id)
            await actor.copy(text.json)
            if let shortfall = text.shortfall {
                await actor.receive(.failed(Failure(attempt: "copied, but not whole", sentence: shortfall)))
            }
        } catch {
            await actor.receive(.failed(Failure(attempt: "copy", sentence: "\(error)")))
        }
    }
}
