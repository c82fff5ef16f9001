import Foundation

/// Words that must all be true of a breaker, and with `-` before them must not be.
///
/// A word is part of a name, or the beginning of a state (`open`, `half`), or one of `stale`, `drift`, `override`,
/// `disagree`; `service:orders`, `state:open` and `towards:payments` look in one place only.
struct BreakerFilter: Sendable {
    private struct Word: Sendable {
        let key: String
        let text: String
        let isNegated: Bool
    }

    private static let keys: Set<String> = ["service", "state", "towards"]
    private let words: [Word]

    init(_ text: String) {
        words = text.lowercased().split(separator: " ").compactMap { part in
            let isNegated = part.hasPrefix("-") && part.count > 1
            let rest = isNegated ? part.dropFirst() : part
            guard rest != "-" else { return nil }
            if let colon = rest.firstIndex(of: ":"), Self.keys.contains(String(rest[..<colon])) {
                let value = rest[rest.index(after: colon)...]
                return Word(key: String(rest[..<colon]), text: String(value), isNegated: isNegated)
            }
            return Word(key: "", text: String(rest), isNegated: isNegated)
        }
    }

    var isEmpty: Bool { words.isEmpty }

    func matches(_ breaker: KnownBreaker, drifts: Bool, now: Date) -> Bool {
        words.allSatisfy { Self.holds($0, breaker, drifts: drifts, now: now) != $0.isNegated }
    }

    private static func holds(_ word: Word, _ breaker: KnownBreaker, drifts: Bool, now: Date) -> Bool {
        let state = BreakerSign(breaker.state).word.lowercased()
        switch word.key {
        case "service": return breaker.id.service.lowercased().contains(word.text)
        case "state": return state.hasPrefix(word.text)
        case "towards": return breaker.target?.lowercased().contains(word.text) ?? false
        default: break
        }
        let marks = [
            state, breaker.source.isStale(at: now) ? "stale" : "", drifts ? "drift" : "",
            breaker.override == nil ? "" : "override", breaker.disagreement == nil ? "" : "disagree",
        ]
        if word.text.count >= 3, marks.contains(where: { $0.hasPrefix(word.text) }) { return true }
        return breaker.id.name.lowercased().contains(word.text) || breaker.id.service.lowercased().contains(word.text)
            || breaker.id.instance.lowercased().contains(word.text)
    }
}
