/// The orders of the page, in the sequence that `s` goes through them.
enum BreakerSort: CaseIterable, Sendable {
    case name, worst, failing, refusing

    /// In words, for the title.
    var words: String {
        switch self {
        case .name: "by service and name"
        case .worst: "worst first"
        case .failing: "most failures first"
        case .refusing: "most refused calls first"
        }
    }

    var next: BreakerSort {
        let all = Self.allCases
        return all[((all.firstIndex(of: self) ?? 0) + 1) % all.count]
    }

    /// What a breaker is put in order by, the largest first; equal ones keep the order of their names.
    func key(_ breaker: KnownBreaker) -> Double {
        switch self {
        case .name: 0
        case .worst: Double(BreakerSign(breaker.state).badness)
        case .failing: breaker.failureRate ?? -1
        case .refusing: Double(breaker.rejections ?? 0)
        }
    }
}
