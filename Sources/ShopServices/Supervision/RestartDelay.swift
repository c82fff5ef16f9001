/// How long a process that ended waits before it is started again: 0.1 s, doubling, 5 s at most. One that ran for ten
/// seconds starts from the beginning.
struct RestartDelay {
    static let first = Duration.milliseconds(100)
    static let longest = Duration.seconds(5)
    static let soundRun = Duration.seconds(10)

    private var next = Self.first

    /// - Parameter ran: how long the process ran this time.
    mutating func after(runningFor ran: Duration) -> Duration {
        if ran >= Self.soundRun { next = Self.first }
        defer { next = min(next * 2, Self.longest) }
        return next
    }
}
