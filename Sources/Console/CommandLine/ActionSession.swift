import AsyncHTTPClient
import Audit
import ConsoleConfig
import Foundation
import Operations
import OperationsClient
import Traces

/// Does one command without a screen, through the same gate, the same action and the same audit log as a key.
public struct ActionSession: Sendable {
    private let config: ConsoleConfig
    private let isReadOnly: Bool

    /// A session; `isReadOnly` is what the command line says on top of the config.
    public init(config: ConsoleConfig, isReadOnly: Bool) {
        self.config = config
        self.isReadOnly = isReadOnly
    }

    /// Plans, asks, records, sends, and waits as far as the request says.
    /// - Parameters:
    ///   - confirm: is given the question's lines; answers with the reason, or `nil` to leave it.
    ///   - tell: is told how it goes, a line at a time.
    public func run(
        _ request: ActionRequest, confirm: @escaping @Sendable ([String]) async -> String?,
        tell: @escaping @Sendable (String) -> Void
    ) async -> ActionReport {
        let http = OperationsClient.makeHTTPClient()
        let clients = OperationsClients(config, http: http)
        let report = await run(request, clients, confirm, tell)
        try? await http.shutdown()
        return report
    }

    private func run(
        _ request: ActionRequest, _ clients: OperationsClients,
        _ confirm: @escaping @Sendable ([String]) async -> String?,
        _ tell: @escaping @Sendable (String) -> Void
    ) async -> ActionReport {
        let kind = CommandKind(rawValue: request.kind)
        var gate = ActionGate(
            isReadOnly: isReadOnly || config.operator.readOnly, isReadOnlyByCommand: isReadOnly)
        // A dry run changes nothing, so that a console that may only look can ask for one.
        if request.isDryRun { gate.isReadOnly = false }
        if gate.isReadOnly, let refusal = gate.refusal(of: kind, on: EventSource.ID(service: "", instance: "")) {
            return ActionReport(request, refusal)
        }
        let finder = TargetFinder(clients: clients, now: { Date() })
        let finding = await finder.find(
            kind, request.target, service: request.service,
            arguments: request.arguments.mapValues(Self.value), expiresIn: request.expiresIn)
        switch finding {
        case .refused(let refusal): return ActionReport(request, refusal)
        case .unreachable(let why):
            return ActionReport(
                command: request.kind, target: request.target, state: .unreachable, sentence: why, code: "unreachable")
        case .found(let intent, let role, let kinds):
            gate.services[EventSource.ID(service: intent.service, instance: intent.instance)] = ActionGate.Service(
                role: request.isDryRun ? nil : role, kinds: kinds)
            var random = SystemRandomNumberGenerator()
            var ids = ActionIDs(using: &random)
            do {
                let action = try OperatorAction(
                    id: ids.next(), by: config.operator.name, intent: intent, gate: gate, now: Date())
                let drive = ActionDrive(
                    request: request, gate: gate, finder: finder, confirm: confirm, tell: tell,
                    doer: ActionDoer(
                        gateway: .live(clients), audit: AuditLog(path: config.audit.path), now: { Date() },
                        touches: { [config] in await Self.touches($0.intent, config) },
                        pause: { try? await Task.sleep(for: .seconds($0)) }))
                return await drive.run(action)
            } catch {
                return ActionReport(request, error)
            }
        }
    }

    /// What else a command touches, from the newest part of the trace log: as much as can be read meanwhile.
    private static func touches(_ intent: ActionIntent, _ config: ConsoleConfig) async -> [String] {
        guard !config.traceLog.paths.isEmpty else { return [] }
        var reading = TraceEngineConfiguration(config)
        reading.memoryLimit = min(reading.memoryLimit, 64 << 20)
        reading.readsRotatedFiles = false
        let engine = TraceEngine(configuration: reading)
        await withTaskGroup(of: Void.self) { group in
            group.addTask { for await snapshot in engine.snapshots where snapshot.source.isCaughtUp { return } }
            group.addTask { try? await Task.sleep(for: .seconds(3)) }
            let running = Task { await engine.run() }
            await group.next()
            group.cancelAll()
            running.cancel()
            await running.value
        }
        return ActionTouches(intent, traces: await engine.surroundings(of: ActionTouches.span)).lines
    }

    /// `true`, `12` and `0.5` are what they look like, all else is text.
    private static func value(_ text: String) -> JSONValue {
        if text == "true" || text == "false" { return .bool(text == "true") }
        if let number = Int64(text) { return .integer(number) }
        if let number = Double(text) { return .number(number) }
        return .string(text)
    }
}
