import Foundation
import Probes

/// Part of a name or a state word; several words must all be true, and one with `-` before it must not be.
///
/// `pay unhealthy` leaves unhealthy endpoints whose service, instance or check has "pay" in its name; `-healthy` leaves
/// whatever is not healthy. A word is a state once three of its letters are typed. `state:` or `service:` before it, as
/// the other pages have them, are understood.
struct ServiceFilter: Sendable {
    private struct Word: Sendable {
        let text: String
        let isNegated: Bool
    }
    private let words: [Word]
    private static let keys = ["state:", "status:", "health:", "service:", "name:"]

    init(_ text: String) {
        words = text.lowercased().split(separator: " ").compactMap { part in
            let isNegated = part.hasPrefix("-") && part.count > 1
            let text = isNegated ? part.dropFirst() : part
            let word = Self.keys.first { text.hasPrefix($0) }.map { text.dropFirst($0.count) } ?? text
            return word.isEmpty || text == "-" ? nil : Word(text: String(word), isNegated: isNegated)
        }
    }

    var isEmpty: Bool { words.isEmpty }

    func matches(_ status: EndpointStatus, isMuted: Bool, now: Date) -> Bool {
        words.allSatisfy { word in
            Self.holds(word.text, status, isMuted: isMuted, now: now) != word.isNegated
        }
    }

    private static func holds(_ word: String, _ status: EndpointStatus, isMuted: Bool, now: Date) -> Bool {
        let states = [
            status.health.rawValue, status.isFlapping ? "flapping" : "", status.isStale(at: now) ? "stale" : "",
            isMuted ? "muted" : "",
        ]
        if word.count >= 3, states.contains(where: { $0.hasPrefix(word) }) { return true }
        return status.id.service.lowercased().contains(word) || status.id.instance.lowercased().contains(word)
            || hasCheck(named: word, in: status.checks)
    }

    private static func hasCheck(named word: String, in checks: [CheckNode]) -> Bool {
        var waiting = checks
        while let check = waiting.popLast() {
            if check.name.lowercased().contains(word) { return true }
            waiting += check.children
        }
        return false
    }
}
