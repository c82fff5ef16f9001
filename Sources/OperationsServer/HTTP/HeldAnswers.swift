import Operations
import Resilience

/// Counts the answers that are held until something happens, so that nobody can have the service hold endless many.
final class HeldAnswers: Sendable {
    private let limit: Int
    private let count = Locked(0)

    init(limit: Int) {
        self.limit = limit
    }

    /// Does something that may take long.
    /// - Throws: ``Operations/Problem`` with 429 if too many do; otherwise what it throws.
    func hold<Value: Sendable>(_ body: () async throws -> Value) async throws -> Value {
        let hasRoom = count.withLock { count in
            if count < limit { count += 1 } else { return false }
            return true
        }
        guard hasRoom else {
            throw Problem(.rateLimited, "Too many answers are waiting: ask without “wait”", retryAfter: 1)
        }
        defer { count.withLock { $0 -= 1 } }
        return try await body()
    }
}
