import Foundation

/// Sagas in the same trouble: of one name, at one step, all stuck or all in need of hands.
struct TroubledSagas: Sendable, Equatable {
    /// What they have in common.
    struct Kind: Sendable, Hashable {
        var name: String
        /// The step that they stand at; empty where that is not known.
        var step: String
        /// They need hands; else they are stuck.
        var needsHands: Bool
    }

    var kind: Kind
    var count: Int
    /// When the first of them began to need hands, or came a step further last.
    var since: Date
    /// The one that changed last, by its place in the index.
    var newest: Int32
    /// Two of them, or the only one, by their places in the index.
    var members: [Int32]
    /// Their errors and how often each, the most frequent first; those without one are not counted.
    var errors: [(text: String, count: Int)]

    static func == (left: TroubledSagas, right: TroubledSagas) -> Bool {
        left.kind == right.kind && left.count == right.count && left.since == right.since && left.newest == right.newest
            && left.members == right.members && left.errors.elementsEqual(right.errors, by: ==)
    }
}
