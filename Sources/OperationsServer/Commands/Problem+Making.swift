import Operations

extension Problem {
    /// A problem whose title and status follow from its code.
    public init(
        _ code: ProblemCode, _ detail: String, errors: [Mistake]? = nil, difference: [Difference]? = nil,
        retryAfter: Int? = nil
    ) {
        self.init(
            type: "urn:fusebox:operations:\(code)", title: code.title, status: code.status, detail: detail, code: code,
            errors: errors, difference: difference, retryAfter: retryAfter)
    }
}

extension ProblemCode {
    /// The HTTP status that goes with it.
    var status: Int {
        switch self {
        case .malformedBody, .validationFailed: 400
        case .unauthorized: 401
        case .forbidden: 403
        case .notFound, .notOffered: 404
        case .methodNotAllowed: 405
        case .revisionConflict, .planConflict, .idReused, .commandEnded, .commandRefused: 409
        case .bodyTooLarge: 413
        case .unsupportedMediaType: 415
        case .rateLimited: 429
        case .unavailable: 503
        case .interrupted, .internalError, .other: 500
        }
    }

    var title: String {
        switch self {
        case .malformedBody: "Malformed body"
        case .validationFailed: "Invalid request"
        case .unauthorized: "No valid token"
        case .forbidden: "Not allowed"
        case .notFound: "Not found"
        case .methodNotAllowed: "Method not allowed"
        case .revisionConflict: "The target has changed"
        case .planConflict: "The plan is no longer true"
        case .idReused: "Another command has that id"
        case .commandEnded: "The command has ended"
        case .commandRefused: "Refused"
        case .bodyTooLarge: "Body too large"
        case .unsupportedMediaType: "Unsupported media type"
        case .notOffered: "Command not offered"
        case .rateLimited: "Too many requests"
        case .unavailable: "Not possible at present"
        case .interrupted: "Interrupted by a restart"
        case .internalError, .other: "Internal error"
        }
    }
}
