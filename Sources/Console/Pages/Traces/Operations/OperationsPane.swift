import TerminalUI
import Traces

/// The table of operations: all calls of one span name in one service, in an order that `s` changes.
struct OperationsPane: Sendable {
    /// What the rows are ordered by, the largest first; names from A.
    enum Order: Int, Sendable, CaseIterable {
        case calls, errors, p50, p95, p99, name

        /// The order after this one.
        var next: Order { Order(rawValue: rawValue + 1) ?? .calls }

        var title: String { self == .errors ? "error share" : String(describing: self) }
    }

    var order = Order.calls
    /// In order.
    private(set) var rows: [OperationStatistics] = []
    var cursor = ListCursor<OperationStatistics.ID>()
    var scroll = 0

    /// Takes the newest statistics.
    mutating func take(_ operations: [OperationStatistics]) {
        rows = operations.sorted { stands($0, before: $1) }
    }

    /// Keeps the cursor on its item and in view.
    mutating func follow(height: Int) {
        let ids = rows.map(\.id)
        cursor.follow(ids, height: height)
    }

    /// Moves the cursor.
    mutating func move(_ move: ListMove, height: Int) {
        let ids = rows.map(\.id)
        cursor.move(move, in: ids, height: height)
    }

    /// Orders by something else; the cursor stays on its operation.
    mutating func sort(by order: Order) {
        self.order = order
        rows.sort { [self] in stands($0, before: $1) }
    }

    private func stands(_ left: OperationStatistics, before right: OperationStatistics) -> Bool {
        let isLess: Bool? =
            switch order {
            case .calls: larger(left.calls, right.calls)
            case .errors: larger(left.errorShare, right.errorShare)
            case .p50: larger(left.p50, right.p50)
            case .p95: larger(left.p95, right.p95)
            case .p99: larger(left.p99, right.p99)
            case .name: nil
            }
        return isLess ?? ((left.id.name, left.id.service) < (right.id.name, right.id.service))
    }

    /// `nil` where both are equal.
    private func larger<Value: Comparable>(_ left: Value, _ right: Value) -> Bool? {
        left == right ? nil : left > right
    }
}

extension OperationStatistics {
    /// Failed calls, 0 to 1.
    var errorShare: Double { calls == 0 ? 0 : Double(errors) / Double(calls) }
}
