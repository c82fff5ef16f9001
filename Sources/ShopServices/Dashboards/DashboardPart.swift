/// A part of a dashboard that is left out, and why.
struct MissingPart: Codable, Sendable, Equatable {
    enum Reason: String, Codable, Sendable {
        /// The source was not asked: its breaker is open.
        case breakerOpen = "breaker_open"
        /// The source was not asked: too much is on its way to it already.
        case busy
        /// The source has not answered in time.
        case tooSlow = "too_slow"
        /// The source cannot be reached, or failed.
        case unavailable
        /// The source has answered what cannot be used.
        case badAnswer = "bad_answer"
    }

    /// The dashboard's key that is missing.
    let part: String
    /// The service that it comes from.
    let source: String
    let reason: Reason
    /// In words.
    let detail: String
}

/// Why a source has not given its part.
struct SourceFailure: Error, Sendable, Equatable {
    let reason: MissingPart.Reason
    let detail: String
}

/// One part of a dashboard: what a source gives for a user.
struct DashboardSource<Value: Sendable>: Sendable {
    let part: String
    let service: String
    /// - Throws: ``SourceFailure``; ``ProblemDocument`` for what ends the whole dashboard, such as an unknown user.
    let ask: @Sendable (_ userID: String) async throws -> Value
}
