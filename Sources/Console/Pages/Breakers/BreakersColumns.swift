import TerminalUI

/// The columns that a width has room for. Name, state and since are always there; the others come in the order in which
/// they help somebody who wants to know why calls are refused.
struct BreakersColumns {
    enum Kind: CaseIterable {
        case service, state, command, since, failed, slow, calls, refused, trial, strip, notes
    }

    static let stripWidth = 20
    private static let leastName = 18
    private static let leastNotes = 24
    private static let always: [Kind] = [.state, .since]
    private static let byUse: [Kind] = [.failed, .trial, .refused, .service, .strip, .calls, .notes, .slow]

    /// In the order of the screen.
    let kinds: [Kind]
    private let width: Int

    /// - Parameter tellsCommands: a row has a command to tell of.
    init(width: Int, tellsCommands: Bool = false) {
        self.width = width
        let always = Self.always + (tellsCommands ? [.command] : [])
        var chosen = Set(always)
        var room = width - 1 - Self.leastName - always.reduce(0) { $0 + Self.width(of: $1, in: width) + 1 }
        for kind in Self.byUse {
            let needed = Self.width(of: kind, in: width) + 1
            guard needed <= room else { break }
            room -= needed
            chosen.insert(kind)
        }
        kinds = Kind.allCases.filter(chosen.contains)
    }

    var showsNotes: Bool { kinds.contains(.notes) }

    private static func width(of kind: Kind, in width: Int) -> Int {
        switch kind {
        case .command: RowFate.columnWidth(width)
        case .service: 10
        case .state: 13
        case .since: 7
        case .failed, .slow, .calls, .refused: 7
        case .trial: 8
        case .strip: stripWidth
        case .notes: leastNotes
        }
    }

    func columns(sort: BreakerSort) -> [Column] {
        kinds.map { kind in
            let width = Constraint.fixed(Self.width(of: kind, in: self.width))
            switch kind {
            case .command: return RowFate.column(width: self.width)
            case .service: return Column("in", width)
            case .state: return Column("state", width, sort: sort == .worst ? .descending : nil)
            case .since: return Column("since", width, align: .trailing)
            case .failed:
                return Column("failed", width, align: .trailing, sort: sort == .failing ? .descending : nil)
            case .slow: return Column("slow", width, align: .trailing)
            case .calls: return Column("calls", width, align: .trailing)
            case .refused:
                return Column("refused", width, align: .trailing, sort: sort == .refusing ? .descending : nil)
            case .trial: return Column("trial", width, align: .trailing)
            case .strip: return Column("last 10 min", width)
            case .notes: return Column("why", .fill(3), least: Self.leastNotes)
            }
        }
    }

    /// The column of the tree itself.
    func label(names: Int, sort: BreakerSort) -> Column {
        let others = kinds.reduce(1) { $0 + Self.width(of: $1, in: width) + 1 }
        let most = max(Self.leastName, min(width - others, 60))
        return Column(
            "breaker", showsNotes ? .fixed(min(max(names, 12), most)) : .fill(), least: 12,
            sort: sort == .name ? .ascending : nil)
    }
}
