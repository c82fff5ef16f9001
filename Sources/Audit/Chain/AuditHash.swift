import Crypto
import Foundation

/// SHA-256 as 64 lower-case hexadecimal digits.
public struct AuditHash: Sendable, Hashable, CustomStringConvertible {
    /// The digits.
    public let description: String

    /// What bytes hash to.
    public init(of bytes: Data) {
        description = SHA256.hash(data: bytes).map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }

    /// A hash that was written down; `nil` unless it is 64 lower-case digits.
    public init?(_ text: some StringProtocol) {
        guard text.utf8.count == 64,
            text.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) })
        else { return nil }
        description = String(text)
    }

    /// What stands before the first entry.
    public static let none = AuditHash(digits: String(repeating: "0", count: 64))

    private init(digits: String) { description = digits }
}
