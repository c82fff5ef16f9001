import Foundation

extension Date {
    /// Since 1970, as read models keep times.
    var wholeMicroseconds: Int64 { Int64((timeIntervalSince1970 * 1_000_000).rounded()) }

    init(wholeMicroseconds: Int64) {
        self.init(timeIntervalSince1970: Double(wholeMicroseconds) / 1_000_000)
    }

    /// RFC 3339 with milliseconds, in UTC.
    var rfc3339: String { formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true)) }
}
