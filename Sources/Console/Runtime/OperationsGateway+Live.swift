import Operations
import OperationsClient

extension OperationsGateway {
    /// The services of a config.
    static func live(_ clients: OperationsClients) -> OperationsGateway {
        typealias Call<Answer> = (OperationsClient) async throws(OperationsClientError) -> Answer
        @Sendable func ask<Answer>(
            _ action: OperatorAction, _ call: Call<Answer>
        ) async throws(CommandProblem) -> Answer {
            guard let client = clients.entry(service: action.intent.service, instance: action.intent.instance)?.client
            else {
                throw CommandProblem(
                    kind: .refused, code: "no_operations",
                    sentence: "\(action.intent.service) has no Operations API in the config")
            }
            do { return try await call(client) } catch {
                throw CommandProblem(error, service: action.intent.service)
            }
        }
        return OperationsGateway(
            plan: { action throws(CommandProblem) in
                // Asked anew, a plan is not to be compared with the one that was made before.
                var question = action.command
                question.plan = nil
                return try await ask(action) { client throws(OperationsClientError) in
                    try await client.plan(question)
                }
            },
            send: { action throws(CommandProblem) in
                try await ask(action) { client throws(OperationsClientError) in try await client.send(action.command) }
            },
            lookUp: { action throws(CommandProblem) in
                do throws(CommandProblem) {
                    return try await ask(action) { client throws(OperationsClientError) in
                        try await client.command(action.id)
                    }
                } catch {
                    guard error.code == ProblemCode.notFound.rawValue else { throw error }
                    throw CommandProblem(kind: .unknownCommand, code: error.code, sentence: error.sentence)
                }
            },
            pause: { action throws(CommandProblem) in
                try await ask(action) { client throws(OperationsClientError) in try await client.pause(action.id) }
            },
            resume: { action throws(CommandProblem) in
                try await ask(action) { client throws(OperationsClientError) in try await client.resume(action.id) }
            },
            cancel: { action throws(CommandProblem) in
                try await ask(action) { client throws(OperationsClientError) in try await client.cancel(action.id) }
            })
    }
}

extension OperatorAction {
    /// What is sent to the service.
    var command: Operations.Command {
        Operations.Command(
            id: id, kind: intent.kind, target: intent.target, arguments: intent.arguments,
            expectedRevision: intent.shown?.revision, plan: plan?.hash, reason: reason, actor: who,
            expiresIn: intent.expiresIn.map { Double($0.components.seconds) })
    }
}

extension CommandProblem {
    init(_ error: OperationsClientError, service: String) {
        code = error.code
        if case .refused(let problem) = error, !error.leavesCommandInDoubt {
            switch problem.code {
            case .revisionConflict, .planConflict:
                kind = .conflict(difference: Difference.lines(problem.difference ?? []))
                sentence = "it has changed since it was shown"
            case .unauthorized:
                kind = .refused
                sentence = "\(service) does not know the token: put the present one into the service's tokenFile"
            case .forbidden:
                kind = .refused
                sentence = "the token for \(service) may only look: put an operator's token into its tokenFile"
            default:
                kind = .refused
                sentence = problem.detail.isEmpty ? problem.title : problem.detail
            }
            return
        }
        kind = error.leavesCommandInDoubt ? .noAnswer : .refused
        sentence = error.description
    }
}
