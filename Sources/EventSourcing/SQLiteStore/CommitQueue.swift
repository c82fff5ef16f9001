/// Appends that wait for the next commit.
struct CommitQueue: Sendable {
    /// One append and who waits for its answer.
    struct Waiting: Sendable {
        let append: Append
        let answer: CheckedContinuation<Result<Appended, EventStoreError>, Never>
    }

    /// How many appends one commit takes at most.
    static let largestBatch = 1_000

    private var waiting: [Waiting] = []
    private var isCommitting = false

    /// - Returns: whether the caller has to start a commit: none is under way that would take this one along.
    mutating func add(_ append: Waiting) -> Bool {
        waiting.append(append)
        defer { isCommitting = true }
        return !isCommitting
    }

    /// Takes what has arrived, for one commit. Empty: there is nothing more, and the committing is over.
    mutating func takeBatch() -> [Waiting] {
        if waiting.isEmpty { isCommitting = false }
        let batch = Array(waiting.prefix(Self.largestBatch))
        waiting.removeFirst(batch.count)
        return batch
    }
}
