/// What a trace engine reads, and within which limits.
public struct TraceEngineConfiguration: Sendable, Equatable {
    /// Paths or glob patterns (`*`, `?`, `[…]`) of the logs to follow.
    public var paths: [String]
    /// Bytes of memory for spans, traces and names. The oldest traces leave first when it is reached.
    public var memoryLimit: Int
    /// How foreign sagas and breakers are recognised.
    public var mapping: TraceMapping
    /// Read rotated neighbours (`x.jsonl.1`, `x-2022-….jsonl`, `.gz`, `.zst`) for history.
    public var readsRotatedFiles: Bool
    /// How long a file that was rotated away is read on after it last grew, because its writer may not have noticed yet.
    public var rotationGrace: Duration
    /// The least time between two snapshots. The first after a quiet time goes out at once. What a screen needs between
    /// two paints on average, so that no snapshot has to wait for its paint.
    public var publishInterval: Duration

    /// Limits that fit a console on a shared machine.
    public init(
        paths: [String], memoryLimit: Int = 512 << 20, mapping: TraceMapping = .own, readsRotatedFiles: Bool = true,
        rotationGrace: Duration = .seconds(2), publishInterval: Duration = .milliseconds(33)
    ) {
        self.paths = paths
        self.memoryLimit = memoryLimit
        self.mapping = mapping
        self.readsRotatedFiles = readsRotatedFiles
        self.rotationGrace = rotationGrace
        self.publishInterval = publishInterval
    }
}
