/// What is wrong, as a word that stays the same.
public enum ProblemCode: OpenWord {
    /// 401: no token, or one that the service does not know.
    case unauthorized
    /// 403: the token's role may not do that.
    case forbidden
    /// 404: there is no such thing.
    case notFound
    /// 405: the path is known, the method is not.
    case methodNotAllowed
    /// 400: the body is no JSON of the shape that is asked for; `errors` names the places.
    case malformedBody
    /// 400: a value is out of its range; `errors` names the places.
    case validationFailed
    /// 413.
    case bodyTooLarge
    /// 415: the body must be `application/json`.
    case unsupportedMediaType
    /// 429: too many requests; `Retry-After` says when to come again.
    case rateLimited
    /// 409: the target has changed since the revision that was expected; `difference` says how. Nothing was done.
    case revisionConflict
    /// 409: the command would not do what its plan said; `difference` says how. Nothing was done.
    case planConflict
    /// 409: another command with that id is in the journal. Nothing was done.
    case idReused
    /// 409: the command has ended and cannot be cancelled, paused or resumed.
    case commandEnded
    /// 409: the target is not in a state in which that can be done; `detail` says what would make it possible.
    case commandRefused
    /// 404: the service does not take commands of that kind.
    case notOffered
    /// The service was restarted while the command ran, and cannot go on with it.
    case interrupted
    /// 503: the service cannot do that at present, a full disk say. Nothing was done.
    case unavailable
    /// 500: the service's log says why.
    case internalError
    /// A word that this version does not know.
    case other(String)

    public static let known: [Self] = [
        .unauthorized, .forbidden, .notFound, .methodNotAllowed, .malformedBody, .validationFailed, .bodyTooLarge,
        .unsupportedMediaType, .rateLimited, .revisionConflict, .planConflict, .idReused, .commandEnded,
        .commandRefused, .notOffered, .interrupted, .unavailable, .internalError,
    ]

    public var rawValue: String {
        switch self {
        case .unauthorized: "unauthorized"
        case .forbidden: "forbidden"
        case .notFound: "not_found"
        case .methodNotAllowed: "method_not_allowed"
        case .malformedBody: "malformed_body"
        case .validationFailed: "validation_failed"
        case .bodyTooLarge: "body_too_large"
        case .unsupportedMediaType: "unsupported_media_type"
        case .rateLimited: "rate_limited"
        case .revisionConflict: "revision_conflict"
        case .planConflict: "plan_conflict"
        case .idReused: "command_id_reused"
        case .commandEnded: "command_ended"
        case .commandRefused: "command_refused"
        case .notOffered: "not_offered"
        case .interrupted: "interrupted"
        case .unavailable: "unavailable"
        case .internalError: "internal_error"
        case .other(let word): word
        }
    }
}
