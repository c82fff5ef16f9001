/// Many targets that are confirmed together.
struct ManyIntents: Sendable, Equatable {
    /// Those that may be acted on.
    var intents: [ActionIntent]
    /// Marked, and left out: stale, or not reported.
    var refused: Int
}
