import Foundation
import Traces

extension Timestamp {
    /// The same moment as a date, to about a microsecond.
    var date: Date { Date(timeIntervalSince1970: seconds) }

    /// The moment of a date; 1970 for earlier ones.
    init(date: Date) {
        let seconds = date.timeIntervalSince1970
        self.init(nanoseconds: seconds > 0 && seconds < 1e10 ? UInt64(seconds * 1e9) : 0)
    }
}
