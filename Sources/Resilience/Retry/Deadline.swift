/// The moment after which nobody waits for the answer any more. It travels with a task, and as a header with a request,
/// so that work for nobody is not begun.
///
///     try await Deadline.within(.seconds(2)) {
///         request.headers[Deadline.headerName] = Deadline.current?.headerValue()
///         …
///     }
public struct Deadline: Sendable, Hashable, Comparable {
    /// The deadline of the current task; `nil`: none.
    @TaskLocal public static var current: Deadline?

    /// The name of the header that carries a deadline between services.
    public static let headerName = "x-request-timeout-ms"

    /// When.
    public let instant: ContinuousClock.Instant

    /// A deadline.
    public init(at instant: ContinuousClock.Instant) {
        self.instant = instant
    }

    /// How long there is still time; zero if there is none.
    public func remaining(at now: ContinuousClock.Instant = .now) -> Duration {
        max(.zero, now.duration(to: instant))
    }

    /// Whether it has passed.
    public func hasPassed(at now: ContinuousClock.Instant = .now) -> Bool {
        now >= instant
    }

    /// - Throws: ``DeadlineExceeded`` if the current task's deadline has passed.
    public static func check(at now: ContinuousClock.Instant = .now) throws(DeadlineExceeded) {
        if let current, current.hasPassed(at: now) { throw DeadlineExceeded() }
    }

    /// Runs something under a deadline: the new one or the task's own, whichever comes first.
    /// - Throws: ``DeadlineExceeded`` if it has passed already; otherwise what the operation throws.
    public static func within<Value>(
        _ duration: Duration,
        at now: ContinuousClock.Instant = .now,
        isolation: isolated (any Actor)? = #isolation,
        _ operation: () async throws -> Value
    ) async throws -> Value {
        let new = Deadline(at: now.advanced(by: duration))
        let nearest = current.map { min($0, new) } ?? new
        if nearest.hasPassed(at: now) { throw DeadlineExceeded() }
        return try await $current.withValue(nearest) { try await operation() }
    }

    public static func < (left: Deadline, right: Deadline) -> Bool {
        left.instant < right.instant
    }
}

extension Deadline {
    /// The header's text: whole milliseconds left, rounded down. Relative, because the clocks of two machines differ.
    public func headerValue(at now: ContinuousClock.Instant = .now) -> String {
        String(remaining(at: now).nanoseconds / 1_000_000)
    }

    /// Reads the header's text: one to nine digits.
    /// - Throws: ``MalformedDeadline`` for anything else.
    public init(headerValue text: String, at now: ContinuousClock.Instant = .now) throws(MalformedDeadline) {
        let digits = text.utf8
        guard (1...9).contains(digits.count), digits.allSatisfy({ (48...57).contains($0) }), let left = Int(text) else {
            throw MalformedDeadline(text: String(text.prefix(64)))
        }
        self.init(at: now.advanced(by: .milliseconds(left)))
    }
}

/// The deadline has passed: nobody waits for the answer any more.
public struct DeadlineExceeded: Error, Sendable, Hashable, CustomStringConvertible {
    /// A stable word for metrics and APIs.
    public static let code = "deadline_exceeded"

    /// The error.
    public init() {}

    public var description: String { "the deadline has passed" }
}

/// A text that is no deadline.
public struct MalformedDeadline: Error, Sendable, Hashable, CustomStringConvertible {
    /// A stable word for metrics and APIs.
    public static let code = "malformed_deadline"

    /// What was found, at most 64 characters of it.
    public let text: String

    public var description: String {
        "\(Deadline.headerName) must be one to nine digits (milliseconds), not \"\(text)\""
    }
}
