import HTTPTypes
import Hummingbird

/// The identity that a caller gives to a command: the same again does nothing a second time.
enum IdempotencyKey {
    /// Bytes of a key at most: it is part of an event's identity.
    static let limit = 150

    /// - Returns: `nil`: the request has none.
    /// - Throws: ``ProblemDocument`` with 400.
    static func read(_ request: Request) throws(ProblemDocument) -> String? {
        guard let name = HTTPField.Name("Idempotency-Key"), let key = request.headers[name] else { return nil }
        guard (1...limit).contains(key.utf8.count) else {
            throw ProblemDocument(
                400, code: "bad_idempotency_key", title: "Bad idempotency key",
                detail: "Idempotency-Key must have 1 to \(limit) bytes")
        }
        return key
    }

    /// - Throws: ``ProblemDocument`` with 400 also when there is none.
    static func require(_ request: Request) throws(ProblemDocument) -> String {
        guard let key = try read(request) else {
            throw ProblemDocument(
                400, code: "idempotency_key_missing", title: "Idempotency key missing",
                detail: "The request needs an Idempotency-Key")
        }
        return key
    }
}
