import Foundation

/// Which sagas are wanted: words that must all be true of a saga, and with `-` before them must not be.
///
/// `status:needs_attention name:order step:ProcessPayment service:orders some text`. `status:` takes the beginning of a
/// status, or `stuck`, `stale`, `open`, `ended`; `touched:yes` those that a person has touched. A word without a key is
/// looked for in id, name, service, step and error.
struct SagaFilter: Sendable, Equatable {
    /// A filter that cannot be read, and where.
    struct Mistake: Error, Equatable {
        /// What is wrong, and what to do.
        var message: String
        /// From 0, in characters.
        var place: Int
    }

    private enum Term: Sendable, Equatable {
        case text([UInt8])
        case status(String)
        case stuck, stale, open, ended, touched
        case name(String), step(String), service(String)
    }

    private struct Word: Sendable, Equatable {
        var term: Term
        var isNegated: Bool
    }

    static let everything = SagaFilter()
    static let keys = ["status", "name", "step", "service", "touched"]
    static let statusWords = KnownSaga.Status.allCases.map(\.rawValue) + ["stuck", "stale", "open", "ended"]

    /// As it was typed.
    let source: String
    private var words: [Word] = []

    private init() { source = "" }

    /// - Throws: ``Mistake`` for an unknown key or value.
    init(parsing text: String) throws(Mistake) {
        source = text.trimmingCharacters(in: .whitespaces)
        for part in Self.split(text) {
            words.append(try Self.word(part.text, at: part.place))
        }
    }

    var isEmpty: Bool { words.isEmpty }

    /// What it says can change with time alone.
    var dependsOnTime: Bool { words.contains { $0.term == .stuck || $0.term == .stale } }

    func matches(_ entry: SagaEntry, now: Date) -> Bool {
        words.allSatisfy { Self.holds($0.term, entry, now: now) != $0.isNegated }
    }

    private static func holds(_ term: Term, _ entry: SagaEntry, now: Date) -> Bool {
        switch term {
        case .text(let bytes): contains(entry.haystack, bytes)
        case .status(let word): entry.statusWord.hasPrefix(word)
        case .stuck: entry.isStuck(at: now)
        case .stale: entry.isLeftOver(at: now)
        case .open: entry.isUnderWay || entry.needsHands
        case .ended: !entry.isUnderWay && !entry.needsHands
        case .touched: entry.isTouched
        case .name(let part): entry.name.lowercased().contains(part)
        case .step(let part): entry.step.lowercased().contains(part)
        case .service(let part): entry.id.service.lowercased().contains(part)
        }
    }

    /// Bytes within bytes: both are lower case already.
    private static func contains(_ haystack: String, _ needle: [UInt8]) -> Bool {
        var haystack = haystack
        return haystack.withUTF8 { text in
            guard let first = needle.first, text.count >= needle.count else { return needle.isEmpty }
            let last = text.count - needle.count
            var place = 0
            while place <= last {
                if text[place] == first, matches(text, needle, at: place) { return true }
                place += 1
            }
            return false
        }
    }

    private static func matches(_ text: UnsafeBufferPointer<UInt8>, _ needle: [UInt8], at place: Int) -> Bool {
        for offset in 1..<max(1, needle.count) where text[place + offset] != needle[offset] { return false }
        return true
    }
}

// MARK: - Reading

extension SagaFilter {
    private static func split(_ text: String) -> [(text: Substring, place: Int)] {
        var parts: [(Substring, Int)] = []
        var start: String.Index?
        var isQuoted = false
        for index in text.indices {
            if text[index] == "\"" { isQuoted.toggle() }
            if text[index].isWhitespace, !isQuoted {
                if let begun = start {
                    parts.append((text[begun..<index], text.distance(from: text.startIndex, to: begun)))
                }
                start = nil
            } else if start == nil {
                start = index
            }
        }
        if let begun = start { parts.append((text[begun...], text.distance(from: text.startIndex, to: begun))) }
        return parts
    }

    private static func word(_ part: Substring, at place: Int) throws(Mistake) -> Word {
        let isNegated = part.hasPrefix("-") && part.count > 1
        let rest = isNegated ? part.dropFirst() : part
        guard let colon = rest.firstIndex(of: ":"), colon > rest.startIndex,
            rest[..<colon].allSatisfy({ $0.isLetter })
        else { return Word(term: .text(Array(unquoted(rest).lowercased().utf8)), isNegated: isNegated) }
        let key = rest[..<colon].lowercased()
        let value = unquoted(rest[rest.index(after: colon)...]).lowercased()
        return Word(term: try term(key, value, at: place), isNegated: isNegated)
    }

    private static func term(_ key: String, _ value: String, at place: Int) throws(Mistake) -> Term {
        switch key {
        case "name": return .name(value)
        case "step": return .step(value)
        case "service": return .service(value)
        case "touched": return .touched
        case "status":
            switch value {
            case "stuck": return .stuck
            case "stale": return .stale
            case "open": return .open
            case "ended": return .ended
            default: break
            }
            guard value.isEmpty || statusWords.contains(where: { $0.hasPrefix(value) }) else {
                throw Mistake(
                    message: "no status begins with \"\(value)\": \(statusWords.joined(separator: ", "))", place: place)
            }
            return .status(value)
        default:
            throw Mistake(
                message: "no key \"\(key)\": \(keys.map { $0 + ":" }.joined(separator: " ")), or words to look for",
                place: place)
        }
    }

    private static func unquoted(_ text: Substring) -> String { String(text.filter { $0 != "\"" }) }

    /// A value as the filter's language writes it.
    static func quoted(_ value: String) -> String {
        value.contains(where: \.isWhitespace) ? "\"\(value.filter { $0 != "\"" })\"" : value
    }
}
