/// An e-mail address that can be one: a local part, an @ and a domain with a dot.
struct EmailAddress: Sendable, Hashable {
    /// Bytes of an address at most: it is the name of a stream too.
    static let limit = 180
    /// Bytes before the @ at most (RFC 5321, 4.5.3.1.1).
    static let localLimit = 64

    /// As it was given.
    let text: String
    /// The same for addresses that differ only in upper and lower case: no provider in use tells them apart.
    var key: String { text.lowercased() }

    /// - Returns: `nil` for what cannot be an address.
    init?(_ text: String) {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, text.utf8.count <= Self.limit, (1...Self.localLimit).contains(parts[0].utf8.count),
            text.unicodeScalars.allSatisfy({ Self.mayStand($0) }),
            !parts[0].hasPrefix("."), !parts[0].hasSuffix("."), !parts[0].contains("..")
        else { return nil }
        let labels = parts[1].split(separator: ".", omittingEmptySubsequences: false)
        guard labels.count >= 2, labels.allSatisfy({ Self.isLabel($0) }) else { return nil }
        self.text = text
    }

    /// No spaces, controls, quotes or brackets; letters of all scripts (RFC 6531).
    private static func mayStand(_ scalar: Unicode.Scalar) -> Bool {
        guard scalar.isASCII else { return scalar.properties.isAlphabetic || scalar.properties.numericType != nil }
        return scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
            || "!#$%&'*+-/=?^_`{|}~.@".unicodeScalars.contains(scalar)
    }

    private static func isLabel(_ label: Substring) -> Bool {
        (1...63).contains(label.utf8.count) && !label.hasPrefix("-") && !label.hasSuffix("-")
            && label.unicodeScalars.allSatisfy { $0.properties.isAlphabetic || ("0"..."9").contains($0) || $0 == "-" }
    }
}
