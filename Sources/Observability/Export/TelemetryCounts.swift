/// What became of the records that a ``TelemetryLog`` was given. All counts start at 0 and only grow, but for `waiting`.
public struct TelemetryCounts: Sendable, Equatable {
    /// Records whose line is in the file.
    public var written = 0
    /// Records that were lost because the queue was full, or that could not be written before the end.
    public var dropped = 0
    /// Attempts to write a line that failed; each line is tried again.
    public var failedWrites = 0
    /// Records that have not been written yet.
    public var waiting = 0
}
