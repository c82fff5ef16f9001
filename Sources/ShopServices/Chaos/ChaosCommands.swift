import Foundation
import Operations
import OperationsServer

/// Breaks the service on purpose by the command `chaos.set`.
struct ChaosCommands: CommandHandler {
    let service: ShopTopology.Service
    let chaos: ChaosSwitch

    var kinds: [CommandKind] { [.chaosSet] }

    func plan(_ command: Command, asOf now: Date) async throws -> Plan {
        let request = try request(command)
        return Plan(
            command, revision: chaos.revision, state: "\(chaos.settings)",
            effects: [
                Plan.Effect(
                    subject: service.rawValue, action: "break", revision: chaos.revision, sentence: "\(request)")
            ], asOf: now)
    }

    func carryOut(_ command: Command, as plan: Plan, _ run: CommandRun) async throws -> JSONValue? {
        // A crash that was asked for has happened when the command is found again.
        if run.isResumption, try request(command).crashes { return nil }
        try chaos.apply(try request(command))
        return nil
    }

    private func request(_ command: Command) throws -> ChaosRequest {
        guard command.target == service.rawValue else {
            throw Problem(.commandRefused, "This service is \(service.rawValue), not \(command.target)")
        }
        let data = try OperationsJSON.data(command.arguments)
        let request: ChaosRequest
        do { request = try JSONDecoder().decode(ChaosRequest.self, from: data) } catch {
            throw Problem(.commandRefused, "The arguments say not what to break: \(error)")
        }
        guard request.mistakes.isEmpty else {
            throw Problem(.commandRefused, request.mistakes.map { "\($0.key) \($0.detail)" }.joined(separator: "; "))
        }
        return request
    }
}
