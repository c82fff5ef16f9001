import TerminalUI
import Traces

/// Who calls whom, as lines: each caller with those that it calls below it.
struct ServiceGraphPane: Sendable {
    /// A line of the graph.
    struct Line: Sendable, Equatable, Identifiable {
        enum ID: Sendable, Hashable {
            case service(String)
            case call(caller: String, callee: String)
        }
        let id: ID
        /// The calls of a line below a caller; `nil` for the caller itself.
        let edge: ServiceEdge?
        /// The last of its caller's.
        let isLast: Bool

        /// The service that the line is about: the one that is called, or the caller itself.
        var service: String {
            switch id {
            case .service(let name): name
            case .call(_, let callee): callee
            }
        }
    }

    private(set) var lines: [Line] = []
    var cursor = ListCursor<Line.ID>()

    /// Keeps the cursor on its item and in view.
    mutating func follow(height: Int) {
        let ids = lines.map(\.id)
        cursor.follow(ids, height: height)
    }

    /// Moves the cursor.
    mutating func move(_ move: ListMove, height: Int) {
        let ids = lines.map(\.id)
        cursor.move(move, in: ids, height: height)
    }

    /// The line that the cursor is on.
    var selected: Line? { lines.indices.contains(cursor.row) ? lines[cursor.row] : nil }

    /// Takes the newest graph: callers that nobody calls first, then by calls; callees by calls.
    mutating func take(_ edges: [ServiceEdge]) {
        let byCaller = Dictionary(grouping: edges, by: \.id.caller)
        let called = Set(edges.lazy.filter { $0.id.caller != $0.id.callee }.map(\.id.callee))
        func calls(_ service: String) -> Int { byCaller[service]?.reduce(0) { $0 + $1.calls } ?? 0 }
        let callers = byCaller.keys.sorted { left, right in
            let isCalled = (called.contains(left), called.contains(right))
            if isCalled.0 != isCalled.1 { return !isCalled.0 }
            let counts = (calls(left), calls(right))
            return counts.0 == counts.1 ? left < right : counts.0 > counts.1
        }
        lines = callers.flatMap { caller -> [Line] in
            let edges = (byCaller[caller] ?? []).sorted {
                $0.calls == $1.calls ? $0.id.callee < $1.id.callee : $0.calls > $1.calls
            }
            let head = Line(id: .service(caller), edge: nil, isLast: false)
            return [head]
                + edges.enumerated().map { place, edge in
                    Line(
                        id: .call(caller: caller, callee: edge.id.callee), edge: edge,
                        isLast: place == edges.count - 1)
                }
        }
    }
}
