import Crypto
import Foundation

extension Plan {
    /// A plan with its hash.
    ///
    /// The hash is SHA-256 over what decides what is done, as JSON with sorted keys: kind, target, arguments, the state
    /// and revision it was made on, and all effects. When it was made does not matter.
    /// - Parameters:
    ///   - command: what is planned.
    ///   - effects: all of them, in order.
    ///   - total: over how many things; `nil`: as many as there are effects. The hash does not stand for it.
    public init(
        _ command: Command, revision: Int?, state: String? = nil, effects: [Effect], total: Int? = nil, asOf: Date
    ) {
        let decisive = Decisive(
            kind: command.kind, target: command.target, arguments: command.arguments, expiresIn: command.expiresIn,
            revision: revision, state: state, effects: effects)
        // Without floating-point infinities in it, which `Command` cannot have read from JSON, encoding cannot fail.
        let text = (try? OperationsJSON.data(decisive)) ?? Data("\(decisive)".utf8)
        self.init(
            kind: command.kind, target: command.target, revision: revision, state: state,
            effects: Array(effects.prefix(Self.shownEffects)), total: total ?? effects.count,
            hash: SHA256.hash(data: text).map { byte in
                let digits = String(byte, radix: 16)
                return digits.count == 1 ? "0" + digits : digits
            }.joined(), asOf: asOf)
    }

    /// So many effects of a plan are listed; `total` counts all, and the hash covers all.
    public static let shownEffects = 1_000

    private struct Decisive: Encodable {
        let kind: CommandKind
        let target: String
        let arguments: [String: JSONValue]
        let expiresIn: Double?
        let revision: Int?
        let state: String?
        let effects: [Effect]
    }

    /// How a plan made now differs from the one that was expected; empty: they agree in all that is known of both.
    public func differences(from expected: Plan) -> [Difference] {
        var all: [Difference] = []
        func compare(_ subject: String, _ before: String?, _ now: String?) {
            if before != now { all.append(Difference(subject: subject, expected: before, actual: now)) }
        }
        compare("revision", expected.revision.map { String($0) }, revision.map { String($0) })
        compare("state", expected.state, state)
        for index in 0..<max(expected.effects.count, effects.count) {
            let before = index < expected.effects.count ? expected.effects[index].inWords : nil
            compare("effects/\(index)", before, index < effects.count ? effects[index].inWords : nil)
        }
        return all
    }
}

extension Plan.Effect {
    fileprivate var inWords: String {
        revision.map { "\(sentence) (revision \($0))" } ?? sentence
    }
}
