/// The appends of this process: one write at a time, and all that has come meanwhile in the next one.
///
/// Many actions of one console are recorded at the same moment, and each record waits for the disk. Were each to try for
/// the lock of the file by itself, some would not have it within the time that one waits for another process.
actor AuditQueue {
    typealias Write = @Sendable ([AuditEntry]) async throws(AuditError) -> [AuditLine]

    private struct Waiting {
        let entries: [AuditEntry]
        let continuation: CheckedContinuation<Result<[AuditLine], AuditError>, Never>
    }

    private var waiting: [Waiting] = []
    private var isWriting = false

    /// Appends entries with `write`, which gives back a line for each.
    func append(_ entries: [AuditEntry], with write: @escaping Write) async throws(AuditError) -> [AuditLine] {
        let result = await withCheckedContinuation { continuation in
            waiting.append(Waiting(entries: entries, continuation: continuation))
            guard !isWriting else { return }
            isWriting = true
            // A task of its own: whoever comes first may be cancelled, and this writes for the others too.
            Task { await writeAll(with: write) }
        }
        return try result.get()
    }

    private func writeAll(with write: Write) async {
        while !waiting.isEmpty {
            let batch = waiting
            waiting = []
            await self.write(batch, with: write)
        }
        isWriting = false
    }

    private func write(_ batch: [Waiting], with write: Write) async {
        do throws(AuditError) {
            var lines = try await write(batch.flatMap(\.entries))[...]
            for one in batch {
                one.continuation.resume(returning: .success(Array(lines.prefix(one.entries.count))))
                lines = lines.dropFirst(one.entries.count)
            }
        } catch {
            // One that cannot be written as a line does not take the others with it.
            guard batch.count > 1, case .encoding = error.reason else {
                for one in batch { one.continuation.resume(returning: .failure(error)) }
                return
            }
            for one in batch { await self.write([one], with: write) }
        }
    }
}
