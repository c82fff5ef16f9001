import Foundation

/// The last entry that was completed, kept beside the log: `PATH.head` with number and hash in one line.
///
/// The file is also the lock that writers share. It tells a log that lost its last lines from one that never had them.
enum AuditHead {
    /// Every head is so long, so that one write replaces another in place.
    static let length = 20 + 1 + 64 + 1

    static func path(of log: String) -> String { log + ".head" }

    static func bytes(of link: AuditLink) -> Data {
        let digits = String(link.number)
        let number = String(repeating: "0", count: max(0, 20 - digits.count)) + digits
        return Data("\(number) \(link.hash)\n".utf8)
    }

    /// `nil` for a file that holds no head.
    static func link(in bytes: Data) -> AuditLink? {
        let parts = String(decoding: bytes, as: UTF8.self).split(whereSeparator: { $0 == " " || $0 == "\n" })
        guard bytes.count == length, parts.count == 2, let number = Int(parts[0]), number > 0,
            let hash = AuditHash(parts[1])
        else { return nil }
        return AuditLink(number: number, hash: hash)
    }
}
