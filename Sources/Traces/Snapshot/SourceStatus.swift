/// How reading goes: which files, how far, and what was wrong with them.
public struct SourceStatus: Sendable, Equatable {
    /// One file that is or was read.
    public struct File: Sendable, Equatable {
        /// The path it was opened by; a rotated file keeps the path it had while it was live.
        public var path: String
        /// Bytes on disk when last looked at.
        public var size: UInt64
        /// Bytes read so far, from both ends.
        public var read: UInt64
        public var state: State
    }

    /// What is happening with a file.
    public enum State: Sendable, Equatable {
        /// It does not exist yet, or no longer; it is read when it appears.
        case waiting
        /// It is followed as it grows.
        case following
        /// It was renamed or replaced and has been read to its end.
        case rotated
        /// An older, rotated neighbour read for history.
        case history
        /// It is the same file as another path names (a link and its target, say), and is read by that.
        case readAs(String)
        /// It cannot be read; a sentence that says why and what to do.
        case failed(String)
    }

    /// The followed paths first, then rotated and older files.
    public var files: [File]
    /// Bytes of older content that is still to be filled in, 0 when all is read.
    public var backfillRemaining: UInt64
    /// Bytes of older content in all, for a progress bar.
    public var backfillTotal: UInt64
    /// Reading older content stopped because the memory limit was reached; what is older stays unread.
    public var stoppedAtMemoryLimit: Bool
    /// All that was there when reading began has been read once, older content included.
    public var isCaughtUp: Bool
    /// What keeps the log from being read, in a sentence, or `nil`.
    public var error: String?
    /// When a line was last appended, by the engine's clock; `nil` before the first.
    public var lastAppend: Timestamp?
    /// Lines that could not be read, by reason.
    public var badLines: [BadLine.Reason: Int]
    /// The last of them, oldest first, at most 100.
    public var recentBadLines: [BadLine]

    /// 0 to 1; 1 when there is nothing left to fill in.
    public var backfillProgress: Double {
        backfillTotal == 0 ? 1 : 1 - Double(backfillRemaining) / Double(backfillTotal)
    }

    /// Lines that could not be read, of any reason.
    public var badLineCount: Int { badLines.values.reduce(0, +) }

    static let empty = SourceStatus(
        files: [], backfillRemaining: 0, backfillTotal: 0, stoppedAtMemoryLimit: false, isCaughtUp: false, error: nil,
        lastAppend: nil,
        badLines: [:], recentBadLines: [])
}
