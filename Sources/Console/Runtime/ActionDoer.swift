import Audit
import Foundation
import Operations

/// Does the steps of operators' actions: the audit log and the services.
struct ActionDoer: Sendable {
    let gateway: OperationsGateway
    let audit: AuditLog
    let now: @Sendable () -> Date
    /// Says what a command touches besides its target, a line each.
    let touches: @Sendable (OperatorAction) async -> [String]
    /// Lets seconds pass; ends early when the task is cancelled.
    let pause: @Sendable (Double) async -> Void

    /// Does one step and says what came of it.
    func perform(_ step: ActionStep, of action: OperatorAction) async -> ActionEvent? {
        do throws(CommandProblem) {
            switch step {
            case .plan:
                async let others = touches(action)
                let plan = try await gateway.plan(action)
                return .planned(plan, touches: await others)
            case .observe(let delay):
                await pause(delay)
                return await observe(action)
            case .record(let facts): return await record(facts, of: action)
            case .send(let delay):
                await pause(delay)
                return .reported(try await gateway.send(action))
            case .lookUp(let delay):
                await pause(delay)
                return .reported(try await gateway.lookUp(action))
            case .pause: return .acknowledged(try await gateway.pause(action))
            case .resume: return .acknowledged(try await gateway.resume(action))
            case .cancel:
                return .acknowledged(try await gateway.cancel(action))
            }
        } catch {
            switch step {
            // The look-ups go on by themselves, and know more.
            case .pause, .resume, .cancel: return .notTaken(error.sentence)
            default: return .problem(error)
            }
        }
    }

    /// The state of what no list tells of: a plan says it, and changes nothing.
    private func observe(_ action: OperatorAction) async -> ActionEvent {
        do throws(CommandProblem) {
            let plan = try await gateway.plan(action)
            return .seen(
                TargetFact(revision: plan.revision ?? 0, state: plan.state ?? "", asOf: plan.asOf, staleAfter: 0))
        } catch {
            return .seen(nil)
        }
    }

    private func record(_ facts: [AuditFact], of action: OperatorAction) async -> ActionEvent {
        let at = now()
        let entries = facts.map { fact in
            AuditEntry(
                at: at, action: action.id, bulk: action.bulk, who: action.who,
                host: ProcessInfo.processInfo.hostName, process: ProcessInfo.processInfo.processIdentifier, fact: fact)
        }
        do {
            try await audit.append(entries)
            return .recorded
        } catch {
            return .notRecorded(error.description)
        }
    }
}
