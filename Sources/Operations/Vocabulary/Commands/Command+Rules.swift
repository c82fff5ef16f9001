import Foundation

extension Command {
    /// What is wrong with it before anybody looks at its target; empty: nothing.
    public var mistakes: [Problem.Mistake] {
        var all: [Problem.Mistake] = []
        func demand(_ isRight: Bool, _ pointer: String, _ detail: String) {
            if !isRight { all.append(Problem.Mistake(pointer: pointer, detail: detail)) }
        }
        demand(Self.isID(id), "/id", "must be 1 to 128 letters, digits, '.', '_', ':' or '-'")
        demand((1...256).contains(target.unicodeScalars.count), "/target", "must be 1 to 256 characters")
        demand(reason.unicodeScalars.count <= 1_000, "/reason", "must be at most 1,000 characters")
        demand(actor.unicodeScalars.count <= 128, "/actor", "must be at most 128 characters")
        if !dryRun {
            demand(!reason.allSatisfy(\.isWhitespace), "/reason", "must say why: it is written down")
            demand(!actor.allSatisfy(\.isWhitespace), "/actor", "must say who: it is written down")
        }
        if let expiresIn {
            demand((1...Self.longestOverride).contains(expiresIn), "/expiresIn", "must be 1 to 604,800 seconds")
            demand(kind.mayExpire, "/expiresIn", "is only for commands that override a breaker")
        }
        if let plan {
            let isHash =
                plan.utf8.count == 64 && plan.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
            demand(isHash, "/plan", "must be the hash of a plan: 64 digits of 0 to 9 and a to f")
        }
        return all
    }

    /// The longest time for which a breaker is overridden, in seconds: a week.
    public static let longestOverride = 604_800.0

    /// Whether a text can be a command's identity.
    public static func isID(_ text: String) -> Bool {
        (1...128).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                    UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: ":"),
                    UInt8(ascii: "-"):
                    true
                default: false
                }
            }
    }
}

extension CommandKind {
    /// Whether it is an override of a breaker, which can lapse by itself.
    public var mayExpire: Bool {
        self == .breakerForceOpen || self == .breakerHalfOpen || self == .breakerDisable
    }
}
