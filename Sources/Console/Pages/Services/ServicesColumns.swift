import TerminalUI

/// The columns that a width has room for. Name, state, since and last latency are always there; the others come in the
/// order in which they help somebody who wants to know what is wrong.
struct ServicesColumns {
    enum Kind: CaseIterable {
        case state, since, last, p50, p99, trend, fiveMinutes, hour, day, next, code, reason
    }

    /// The least columns of the name.
    static let leastName = 20
    /// The least columns of the reason: fewer say nothing.
    static let leastReason = 24
    private static let always: [Kind] = [.state, .since, .last]
    private static let byUse: [Kind] = [.p99, .reason, .trend, .hour, .next, .p50, .code, .day, .fiveMinutes]

    /// In the order of the screen.
    let kinds: [Kind]
    private let width: Int

    init(width: Int) {
        self.width = width
        var chosen = Set(Self.always)
        // One column for the scroll bar.
        var room = width - 1 - Self.leastName - Self.always.reduce(0) { $0 + Self.width(of: $1) + 1 }
        for kind in Self.byUse {
            let needed = Self.width(of: kind) + 1
            // What comes later in the order must not slip in before what did not fit.
            guard needed <= room else { break }
            room -= needed
            chosen.insert(kind)
        }
        kinds = Kind.allCases.filter(chosen.contains)
    }

    var showsReason: Bool { kinds.contains(.reason) }

    private static func width(of kind: Kind) -> Int {
        switch kind {
        case .state: 11
        case .since: 7
        case .last, .p50, .p99: 6
        case .trend: 12
        case .fiveMinutes, .hour, .day: 6
        case .next: 7
        case .code: 4
        case .reason: leastReason
        }
    }

    /// The columns beside the name's.
    func columns(sort: ServiceSort) -> [Column] {
        kinds.map { kind in
            let width = Self.width(of: kind)
            switch kind {
            case .state: return Column("state", .fixed(width), sort: sort == .worst ? .descending : nil)
            case .since: return Column("since", .fixed(width), align: .trailing)
            case .last: return Column("last", .fixed(width), align: .trailing)
            case .p50: return Column("p50", .fixed(width), align: .trailing)
            case .p99:
                return Column(
                    "p99", .fixed(width), align: .trailing, sort: sort == .slowest ? .descending : nil)
            case .trend: return Column("latency", .fixed(width), align: .trailing)
            case .fiveMinutes: return Column("up 5m", .fixed(width), align: .trailing)
            case .hour: return Column("up 1h", .fixed(width), align: .trailing)
            case .day: return Column("up 24h", .fixed(width), align: .trailing)
            case .next: return Column("next", .fixed(width), align: .trailing)
            case .code: return Column("code", .fixed(width), align: .trailing)
            case .reason: return Column("reason", .fill(3), least: width)
            }
        }
    }

    /// The column of the tree itself: as wide as its names, as far as that leaves the reason what it needs.
    func label(names: Int, sort: ServiceSort) -> Column {
        let others = kinds.reduce(1) { $0 + Self.width(of: $1) + 1 }
        let most = max(Self.leastName, min(width - others, 60))
        return Column(
            "service", showsReason ? .fixed(min(max(names, 12), most)) : .fill(), least: 12,
            sort: sort == .name ? .ascending : nil)
    }
}
