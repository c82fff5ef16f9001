import Crypto
import Foundation
import Operations

/// Who may call, and as what.
public struct OperationsAccess: Sendable {
    let operators: TokenFile?
    let viewers: TokenFile?
    let allowsRemote: Bool

    /// Access for the holders of tokens.
    /// - Parameters:
    ///   - operators: the file with the tokens of those who may send commands.
    ///   - viewers: the file with the tokens of those who may only look.
    ///   - allowsRemote: whether other machines may call. Without, only callers on the loopback interface may: use it
    ///     behind TLS, or where the network keeps strangers out.
    public init(operators: TokenFile?, viewers: TokenFile?, allowsRemote: Bool = false) {
        self.operators = operators
        self.viewers = viewers
        self.allowsRemote = allowsRemote
    }

    /// The role of whoever brings an `Authorization` header.
    /// - Throws: ``Operations/Problem`` with 401, or 503 if no token file can be read.
    func role(authorization: String?) throws(Problem) -> Role {
        guard let authorization else { throw Problem(.unauthorized, "Send a token: Authorization: Bearer …") }
        let parts = authorization.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else {
            throw Problem(.unauthorized, "Authorization must be “Bearer” and a token")
        }
        let digest = SHA256.hash(data: Data(parts[1].utf8))
        // All tokens are compared, and each in constant time, so that time says nothing about any of them.
        let isOperator = matches(digest, operators)
        let isViewer = matches(digest, viewers)
        if isOperator.found { return .operator }
        if isViewer.found { return .viewer }
        if isOperator.failed || isViewer.failed {
            throw Problem(.unavailable, "The service cannot read its token file; its log says why", retryAfter: 5)
        }
        throw Problem(.unauthorized, "No such token")
    }

    /// The error of a token file that cannot be read at present; for logs.
    func trouble() -> TokenFileError? {
        for file in [operators, viewers].compactMap(\.self) {
            do { _ = try file.tokens() } catch { return error }
        }
        return nil
    }

    private func matches(_ digest: SHA256.Digest, _ file: TokenFile?) -> (found: Bool, failed: Bool) {
        guard let file else { return (false, false) }
        do {
            // swift-crypto compares digests in constant time.
            let matches = try file.tokens().map { SHA256.hash(data: Data($0.utf8)) == digest }
            return (matches.contains(true), false)
        } catch {
            return (false, true)
        }
    }
}
