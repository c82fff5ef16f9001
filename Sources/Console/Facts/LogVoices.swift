import Foundation
import Traces

/// When each service was last heard of in the trace log: what tells a saga that is stuck from one whose process has been
/// gone for hours and left its last words in a file.
struct LogVoices: Sendable {
    /// A service that the log has told nothing of for so many seconds does not write to it any more. What only the log
    /// tells of it is left over: shown, as stale, and no reason to wake anybody.
    static let goneAfter: TimeInterval = 3_600

    private var last: [String: Date] = [:]

    /// Nobody was heard.
    init() {}

    /// - Complexity: O(services + changes of the last hour)
    init(_ snapshot: TraceSnapshot) {
        last = snapshot.heard.mapValues(\.date)
        let old = snapshot.asOf.date.addingTimeInterval(-Self.goneAfter)
        for change in snapshot.changes.reversed() {
            let date = change.time.date
            if date < old { break }
            last[change.service] = max(last[change.service] ?? date, date)
        }
    }

    /// When the service was heard of last; `nil` where it never was.
    func last(of service: String) -> Date? { last[service] }

    /// When the service was heard of last, given when something was heard of a thing of it.
    func heard(_ service: String, _ thing: Date) -> Date { max(thing, last[service] ?? thing) }
}
