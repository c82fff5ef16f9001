import ConsoleConfig
import Foundation
import OperationsWatching
import Probes
import TerminalUI
import Traces

/// A console without a terminal: watches for a while and draws one frame.
public actor HeadlessConsole {
    /// How long it waits for sources that say nothing. Endpoints that do not answer end by their own timeout before.
    public static let longestWait = Duration.seconds(15)

    private let settings: SessionSettings
    private var state: State
    private let effects: AsyncStream<Effect>
    private let outbox: AsyncStream<Effect>.Continuation
    private let changes: AsyncStream<Void>
    private let changed: AsyncStream<Void>.Continuation

    /// A console of that size.
    /// - Parameter environment: decides on theme and line art as a terminal's would.
    public init(settings: SessionSettings, size: Size, environment: TerminalEnvironment) {
        self.settings = settings
        state = settings.state(size: size, now: Date(), environment: environment)
        (effects, outbox) = AsyncStream.makeStream(of: Effect.self)
        (changes, changed) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Watches and draws.
    /// - Parameter after: how long it watches; `nil` until every source has been heard once, `longestWait` at
    ///   the most.
    /// - Throws: what the config's addresses are wrong about.
    public func frame(after: Duration?) async throws -> (frame: Frame, theme: Theme) {
        try await watch(after: after)
        return (view(state), state.theme)
    }

    /// Watches and tells what is known.
    /// - Parameters:
    ///   - after: as for ``frame(after:)``.
    ///   - limit: at most so many.
    /// - Throws: what the config's addresses are wrong about.
    public func facts(_ question: FactsReport.Question, limit: Int, after: Duration?) async throws -> FactsReport {
        try await watch(after: after)
        return FactsReport(question, state: state, filter: settings.filter, limit: limit)
    }

    private func watch(after: Duration?) async throws {
        let engines = try Engines(config: settings.config)
        let background = Task { await work(engines) }
        if !settings.filter.isEmpty { take(.filterGiven(settings.filter)) }
        await wait(after: after)
        background.cancel()
        await background.value
        await engines.close()
        take(.tick(Date()))
    }

    private func work(_ engines: Engines) async {
        let runner = EffectRunner.live(
            engines: engines, config: settings.config, claims: ClaimStore(path: settings.config.claims.path),
            alerts: AlertSender { AlertsConfig() })
        if let claims = try? runner.claims.read(now: Date()) { take(.claimsRead(claims)) }
        await withDiscardingTaskGroup { group in
            group.addTask { await engines.run { await self.take($0) } }
            group.addTask { [path = settings.config.audit.path] in
                await AuditWatch(path: path).run { await self.take($0) }
            }
            for await effect in effects { if let action = await runner.perform(effect) { take(action) } }
            group.cancelAll()
        }
    }

    private func take(_ action: Action) {
        for effect in reduce(&state, action) { outbox.yield(effect) }
        changed.yield()
    }

    private func wait(after: Duration?) async {
        let limit = after ?? Self.longestWait
        await withTaskGroup(of: Void.self) { group in
            group.addTask { try? await Task.sleep(for: limit) }
            if after == nil {
                group.addTask { [changes] in
                    for await _ in changes where await self.hasHeardAll { return }
                }
            }
            await group.next()
            group.cancelAll()
        }
    }

    /// Every Operations API has told all that it has to tell, or does not answer.
    private var hasHeardOperations: Bool {
        let services = state.latest.operations.services
        return services.count == WatchedAPI.all(of: settings.config).count
            && services.allSatisfy { $0.silence != nil || $0.isHeard }
    }

    /// Every endpoint has answered or failed, and the newest part of the log has been read.
    private var hasHeardAll: Bool {
        state.latest.probes.endpoints.allSatisfy { $0.lastResultAt != nil }
            && (settings.config.services.isEmpty || !state.latest.probes.endpoints.isEmpty)
            && hasHeardOperations
            && (settings.config.traceLog.paths.isEmpty || state.latest.traces.revision > 0)
            && state.audit.isRead
    }
}
