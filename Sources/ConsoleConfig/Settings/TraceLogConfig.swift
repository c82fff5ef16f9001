/// The trace log that is tailed.
public struct TraceLogConfig: Sendable, Equatable {
    /// Files and globs (`*`, `?`, `[a-z]`); a file need not exist yet. Empty: nothing is tailed.
    public var paths: [String]
    /// Bytes that spans may take in memory, 1 MiB to 1 TiB; the oldest traces leave first.
    public var memoryLimit: Int
    /// Reads rotated neighbours (`trace.jsonl.1`, `.gz`, `.zst`) for history.
    public var rotated: Bool

    /// Nothing to tail, 512 MiB.
    public init(paths: [String] = [], memoryLimit: Int = 512 << 20, rotated: Bool = true) {
        self.paths = paths
        self.memoryLimit = memoryLimit
        self.rotated = rotated
    }
}
