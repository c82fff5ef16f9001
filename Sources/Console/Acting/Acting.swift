import Foundation
import Operations

/// What the operator has set going from this console.
struct Acting: Sendable {
    /// Who may act where.
    var gate = ActionGate()
    var ids: ActionIDs
    /// Actions that have not ended, by id.
    var actions: [String: OperatorAction] = [:]
    /// How actions have ended of late, by what they acted on.
    var ended: [RowFate.Target: RowFate] = [:]
    /// Runs of many, the newest last; those that are over stay until another begins.
    var runs: [BulkRun] = []
    /// Rows that are marked, for commands on many.
    var marks: Set<Mark> = []
    /// Which target of which run an action is.
    var items: [String: (run: String, item: Int)] = [:]

    /// A row that can be marked.
    enum Mark: Sendable, Hashable {
        case saga(KnownSaga.ID)
        case letter(EventSource.ID, String)
    }

    init(ids: ActionIDs) { self.ids = ids }

    /// What is under way on a target; `nil` where nothing is.
    func pending(on target: String, of service: String, _ kind: CommandKind.TargetKind) -> OperatorAction? {
        actions.values.first {
            $0.intent.target == target && $0.intent.service == service && $0.intent.kind.targetKind == kind
                && ($0.isPending || $0.phase == .recording)
        }
    }
}
