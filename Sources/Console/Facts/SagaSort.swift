import Foundation

/// The orders of sagas, in the sequence that `s` goes through them.
enum SagaSort: CaseIterable, Sendable {
    case status, newest, changed, name

    /// In words, for the title.
    var words: String {
        switch self {
        case .status: "by status, what waits longest first"
        case .newest: "newest first"
        case .changed: "last changed first"
        case .name: "by name, newest first"
        }
    }

    var next: SagaSort {
        let all = Self.allCases
        return all[((all.firstIndex(of: self) ?? 0) + 1) % all.count]
    }

    /// What a saga is put in order by, the smallest first.
    /// - Parameter rank: the place of the saga's name among all names.
    func key(_ entry: SagaEntry, rank: Int) -> UInt64 {
        switch self {
        case .status:
            let badness = entry.status?.badness ?? 2
            let time =
                badness > 2 ? Self.microseconds(entry.progressed) : Self.latest - Self.microseconds(entry.updated)
            return UInt64(7 - badness) << 56 | time
        case .newest: return Self.latest - Self.microseconds(entry.started)
        case .changed: return Self.latest - Self.microseconds(entry.updated)
        case .name: return UInt64(min(rank, 4_095)) << 52 | (Self.latest - Self.microseconds(entry.started))
        }
    }

    /// Fits every moment until the year 2112.
    private static let latest: UInt64 = 1 << 52 - 1

    private static func microseconds(_ date: Date) -> UInt64 {
        let value = date.timeIntervalSince1970 * 1e6
        return value > 0 && value < Double(latest) ? UInt64(value) : 0
    }
}
