import Foundation
import Operations

/// Reads a request's query, and knows what is wrong with it.
struct QueryReader {
    private var values: [String: String] = [:]
    private var mistakes: [Problem.Mistake] = []

    init(_ query: String?) {
        for pair in (query ?? "").split(separator: "&") {
            let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = Self.plain(sides[0]) ?? String(sides[0])
            guard let value = Self.plain(sides.count > 1 ? sides[1] : "") else {
                mistakes.append(.init(pointer: "?\(name)", detail: "cannot be unescaped"))
                continue
            }
            if values.updateValue(value, forKey: name) != nil {
                mistakes.append(.init(pointer: "?\(name)", detail: "is there twice"))
            }
        }
    }

    private static func plain(_ text: Substring) -> String? {
        String(text).replacing("+", with: " ").removingPercentEncoding
    }

    /// A text of 1 to 256 characters; `nil`: it is not there.
    mutating func text(_ name: String) -> String? {
        guard let value = values.removeValue(forKey: name) else { return nil }
        if !(1...256).contains(value.unicodeScalars.count) { mistake(name, "must be 1 to 256 characters") }
        return value
    }

    /// A whole number.
    mutating func whole(_ name: String, _ range: ClosedRange<Int>, otherwise: Int) -> Int {
        guard let value = values.removeValue(forKey: name) else { return otherwise }
        let isDecimal = !value.isEmpty && value.utf8.allSatisfy { (48...57).contains($0) }
        guard isDecimal, let number = Int(value), range.contains(number) else {
            mistake(name, "must be a whole number from \(range.lowerBound) to \(range.upperBound)")
            return otherwise
        }
        return number
    }

    /// How long an answer may be held: 0 to 30 seconds, of which the service grants as much as it can.
    mutating func wait(upTo longest: Duration) -> Duration {
        guard let value = values.removeValue(forKey: "wait") else { return .zero }
        let isNumber = value.utf8.allSatisfy { (48...57).contains($0) || ".eE+-".utf8.contains($0) }
        guard isNumber, let seconds = Double(value), (0...30).contains(seconds) else {
            mistake("wait", "must be a number of seconds from 0 to 30")
            return .zero
        }
        return min(.seconds(seconds), longest)
    }

    /// Words out of a list, with commas in between.
    mutating func words<Word: OpenWord>(_ name: String, _: Word.Type) -> Set<Word> {
        guard let value = values.removeValue(forKey: name) else { return [] }
        let words = value.split(separator: ",", omittingEmptySubsequences: false).map { Word.word(String($0)) }
        if words.contains(where: { !$0.isKnown }) {
            mistake(name, "must be some of \(Word.known.map(\.rawValue).joined(separator: ", "))")
        }
        return Set(words)
    }

    private mutating func mistake(_ name: String, _ detail: String) {
        mistakes.append(.init(pointer: "?\(name)", detail: detail))
    }

    /// Call it when everything that is known has been read.
    /// - Throws: ``Operations/Problem`` with all mistakes.
    func finish() throws(Problem) {
        let unknown = values.keys.sorted().map { Problem.Mistake(pointer: "?\($0)", detail: "is not known here") }
        guard mistakes.isEmpty, unknown.isEmpty else {
            throw Problem(.validationFailed, "The query is not valid", errors: mistakes + unknown)
        }
    }
}
