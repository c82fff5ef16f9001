/// What a window holds about its calls.
public struct CallStatistics: Sendable, Hashable {
    /// Calls in the window.
    public var calls = 0
    /// Those that failed.
    public var failed = 0
    /// Those that were slow, failed or not.
    public var slow = 0

    /// No calls.
    public init(calls: Int = 0, failed: Int = 0, slow: Int = 0) {
        self.calls = calls
        self.failed = failed
        self.slow = slow
    }

    mutating func add(_ result: CallResult) {
        calls += 1
        if result.failed { failed += 1 }
        if result.slow { slow += 1 }
    }

    mutating func remove(_ other: CallStatistics) {
        calls -= other.calls
        failed -= other.failed
        slow -= other.slow
    }
}

/// One call that counts.
struct CallResult: Sendable, Hashable {
    var failed: Bool
    var slow: Bool
}
