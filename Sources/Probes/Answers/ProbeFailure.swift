import Foundation

/// Why a probe got no answer that can be read.
public struct ProbeFailure: Error, Sendable, Hashable, CustomStringConvertible {
    /// The kind of failure; stable, for tests and machines.
    public enum Code: String, Sendable, Hashable, CaseIterable {
        case connectionRefused = "connection_refused"
        case connectTimedOut = "connect_timed_out"
        case answerTimedOut = "answer_timed_out"
        case nameNotFound = "name_not_found"
        case noRoute = "no_route"
        case connectionClosed = "connection_closed"
        case socketMissing = "socket_missing"
        case permissionDenied = "permission_denied"
        case certificateExpired = "certificate_expired"
        case certificateNotYetValid = "certificate_not_yet_valid"
        case certificateNotTrusted = "certificate_not_trusted"
        case certificateWrongHost = "certificate_wrong_host"
        case tls = "tls"
        case notHTTP = "not_http"
        case bodyTooLarge = "body_too_large"
        case settings = "settings"
        case tooManyFiles = "too_many_files"
        case other = "other"
    }

    public let code: Code
    /// One sentence: what happened and, where that is known, what to do next. Harmless to show.
    public let description: String

    public init(_ code: Code, _ sentence: String) {
        self.code = code
        self.description = sentence
    }
}
