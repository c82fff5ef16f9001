/// Why a call to another service did not do what it was for.
struct ServiceCallFailure: Error, Equatable, CustomStringConvertible {
    enum Kind: Equatable {
        /// The other service said no: nothing has happened there, and never will.
        case refused
        /// Nothing has happened there, but it may another time.
        case failed
        /// No answer, or one that tells nothing: it may or may not have happened.
        case unknown
    }

    let kind: Kind
    /// `error.type`: the other service's code, or `timeout`, `unavailable`.
    let code: String
    let message: String

    var description: String { "\(code): \(message)" }
}
