import TerminalUI
import Traces

/// The list of traces: what is asked for, and where its cursor stands.
struct TraceListPane: Sendable {
    /// What was asked for last; the list that is shown may still answer the one before.
    var query = TraceQuery()
    /// What `Esc` goes back to while a filter is being typed.
    var queryBeforeTyping: TraceQuery?
    /// The trace that the cursor goes back to with it.
    var traceBeforeTyping: ListedTrace?
    var cursor = ListCursor<ListedTrace>()
    /// The trace that the cursor goes to as soon as the list answers the query.
    private var wanted: ListedTrace?
    /// The cursor was not moved since the top was asked for: it stays on the first row, whatever trace comes there.
    var followsTop = true
    /// The first row when the cursor was moved away from it: what stands above it now has come since.
    var firstWhenMoved: ListedTrace?
    /// Columns of cells scrolled out at the left.
    var scroll = 0

    /// Takes notice of the list as it is now.
    mutating func follow(_ list: TraceList, height: Int) {
        if let wanted, list.query == query {
            self.wanted = nil
            if list.index(of: wanted.row) != nil {
                cursor.select(wanted)
                followsTop = false
                firstWhenMoved = Self.item(list, 0)
            }
        }
        cursor.follow(count: list.count, height: height) {
            ListedTrace(row: list[$0])
        } find: {
            list.index(of: $0.row)
        }
        if followsTop, !list.isEmpty { cursor.move(.home, count: list.count, height: height) { Self.item(list, $0) } }
    }

    /// Moves the cursor; the top is where new traces are followed again.
    mutating func move(_ move: ListMove, in list: TraceList, height: Int) {
        guard !list.isEmpty else { return }
        let first = Self.item(list, 0)
        if followsTop { firstWhenMoved = first }
        followsTop = move == .home
        cursor.move(move, count: list.count, height: height) { Self.item(list, $0) }
    }

    /// How many traces have come above the row that was first when the cursor was moved.
    func newer(in list: TraceList) -> Int {
        guard !followsTop, list.query.sort == .newest, let firstWhenMoved else { return 0 }
        return list.index(of: firstWhenMoved.row) ?? 0
    }

    /// Another order or filter: the cursor goes to the top.
    mutating func ask(_ query: TraceQuery) -> [Effect] {
        guard query != self.query else { return [] }
        self.query = query
        followsTop = true
        firstWhenMoved = nil
        return [.queryTraces(query)]
    }

    /// Remembers what a filter that is about to be typed may go back to.
    mutating func beginTyping() {
        queryBeforeTyping = query
        traceBeforeTyping = followsTop ? nil : cursor.selected
    }

    /// Goes back to what was there before.
    mutating func cancelTyping() -> [Effect] {
        guard let before = queryBeforeTyping else { return [] }
        queryBeforeTyping = nil
        let effects = ask(before)
        if !effects.isEmpty { wanted = traceBeforeTyping }
        return effects
    }

    private static func item(_ list: TraceList, _ place: Int) -> ListedTrace { ListedTrace(row: list[place]) }
}
