import Foundation
import Operations
import OperationsWatching
import Probes
import TerminalUI
import Traces

/// Does what `reduce` asked for, outside the screen's thread, and answers with actions.
struct EffectRunner: Sendable {
    let engines: Engines
    let claims: ClaimStore
    let alerts: AlertSender
    let exporter: Exporter
    let doer: ActionDoer
    let runs: RunStore
    let now: @Sendable () -> Date

    /// Does one effect; what the terminal itself must do (`copy`, `quit`, `redraw`) is not for here.
    /// - Returns: what came of it, if anything.
    func perform(_ effect: Effect) async -> Action? {
        switch effect {
        case .act(let action, let step):
            return await doer.perform(step, of: action).map { .acted(action.id, $0) }
        case .alert(let alert): return await alerts.runCommand(alert)
        case .copy, .quit, .redraw: return nil
        case .copyTrace: return nil
        case .export(let name, let json): return export(name: name, json: json)
        case .exportTrace(let id): return await exportTrace(id)
        case .forgetRun(let id): runs.remove(id)
        case .compareTrace(let id): return await compareTrace(id)
        case .loadSpan(let trace, let span): return await loadSpan(trace, span)
        case .openSaga(let id, let api): await engines.operations.open(id, of: api)
        case .openTrace(let id): await engines.traces.open(id)
        case .probeNow(let id): await engines.poller.probeNow(id)
        case .queryTraces(let query): await engines.traces.query(query)
        case .removeClaim(let key): return keep { try claims.remove(key: key, now: now()) }
        case .saveRun(let record): return keep("run of many not kept") { try runs.save(record) }
        case .saveClaim(let claim): return keep { try claims.save(claim, now: now()) }
        case .watchOperations(let isOn): await engines.traces.watch(isOn ? [.operations, .serviceGraph] : [])
        }
        return nil
    }

    /// What was done is looked for at once, rather than when its service is looked at next.
    func lookFor(_ effect: Effect, after action: Action) async {
        guard case .act(let acted, _) = effect, case .acted(_, .reported(let report)) = action,
            report.state.isFinal,
            let entry = engines.clients.entry(service: acted.intent.service, instance: acted.intent.instance)
        else { return }
        await engines.operations.lookNow(entry.api.id)
    }

    /// One trace as OTLP JSON.
    func text(of trace: TraceID) async throws -> (json: String, shortfall: String?) {
        let export = try await engines.traces.export(trace)
        return (String(decoding: export.lines, as: UTF8.self), export.shortfall)
    }

    private func exportTrace(_ id: TraceID) async -> Action {
        do {
            let text = try await text(of: id)
            return export(name: "trace-\(id)", json: text.json, shortfall: text.shortfall)
        } catch {
            return .failed(Failure(attempt: "export", sentence: "\(error)"))
        }
    }

    private func export(name: String, json: String, shortfall: String? = nil) -> Action {
        do {
            return .exported(path: try exporter.write(name: name, json: json), shortfall: shortfall)
        } catch {
            return .failed(Failure(attempt: "export", sentence: error.description))
        }
    }

    private func compareTrace(_ id: TraceID) async -> Action {
        do {
            let comparison = try await engines.traces.compare(id)
            return .traceCompared(TraceComparisonResult(trace: id, outcome: .comparison(comparison)))
        } catch {
            return .traceCompared(TraceComparisonResult(trace: id, outcome: .failed("\(error)")))
        }
    }

    private func loadSpan(_ trace: TraceID, _ span: SpanTreeNode.ID) async -> Action {
        do {
            let detail = try await engines.traces.detail(of: span, in: trace)
            return .spanDetailArrived(SpanDetailResult(trace: trace, span: span, outcome: .detail(detail)))
        } catch {
            return .spanDetailArrived(SpanDetailResult(trace: trace, span: span, outcome: .failed("\(error)")))
        }
    }

    private func keep(_ attempt: String = "claim not kept", _ change: () throws -> Void) -> Action? {
        do {
            try change()
            return nil
        } catch {
            return .failed(Failure(attempt: attempt, sentence: "\(error)"))
        }
    }
}
