import Foundation
import Operations

/// What to break in a service of the demo, as it is typed: `fail 50% late 300ms for 60s`, `hang`, `crash`, `nothing`.
struct ChaosText {
    /// What is wrong with the text.
    struct Mistake: Error, Equatable {
        var message: String
    }

    static let hint = "fail 50%  late 300ms  hang  refuse  crash  for 60s; nothing: all is well again"

    /// The arguments of `chaos.set`.
    static func arguments(_ text: String) throws(Mistake) -> [String: JSONValue] {
        var words = text.split(whereSeparator: \.isWhitespace).map { $0.lowercased() }[...]
        guard !words.isEmpty else { throw Mistake(message: "what is to be broken? \(hint)") }
        if Array(words) == ["nothing"] { return ["forMilliseconds": 1] }
        var arguments: [String: JSONValue] = [:]
        while let word = words.popFirst() {
            switch word {
            case "hang", "refuse", "crash": arguments[word] = true
            case "fail": arguments["fail"] = .number(try share(words.popFirst()))
            case "late": arguments["latencyMilliseconds"] = .integer(try milliseconds(words.popFirst(), after: word))
            case "for": arguments["forMilliseconds"] = .integer(try milliseconds(words.popFirst(), after: word))
            default: throw Mistake(message: "\(word) is nothing that can be broken: \(hint)")
            }
        }
        guard Set(arguments.keys) != ["forMilliseconds"] else {
            throw Mistake(message: "for how long is said, but not what: \(hint)")
        }
        return arguments
    }

    private static func share(_ word: String?) throws(Mistake) -> Double {
        let isPercent = word?.hasSuffix("%") == true
        guard let word, let number = Double(isPercent ? String(word.dropLast()) : word),
            case let share = isPercent ? number / 100 : number, (0...1).contains(share)
        else { throw Mistake(message: "fail is followed by a share: 50% or 0.5") }
        return share
    }

    private static func milliseconds(_ word: String?, after name: String) throws(Mistake) -> Int64 {
        let units: [(String, Double)] = [("ms", 1), ("s", 1_000), ("m", 60_000)]
        guard let word, let unit = units.first(where: { word.hasSuffix($0.0) }),
            let number = Double(word.dropLast(unit.0.count)), case let time = number * unit.1,
            (1...3_600_000).contains(time)
        else { throw Mistake(message: "\(name) is followed by a time up to an hour: 300ms, 60s, 5m") }
        return Int64(time)
    }
}
