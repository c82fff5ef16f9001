import Dispatch
import Synchronization

/// Runs the engine on a queue of its own: its reads of files may block, and must not take a thread from others.
final class EngineExecutor: SerialExecutor {
    private let queue = DispatchQueue(label: "fusebox.traces")
    private let waiting = Atomic<Int>(0)

    /// Somebody waits for the engine. To give way when nobody does would cost two changes of threads for nothing.
    var isWantedByOthers: Bool { waiting.load(ordering: .relaxed) > 0 }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        waiting.add(1, ordering: .relaxed)
        queue.async {
            self.waiting.subtract(1, ordering: .relaxed)
            job.runSynchronously(on: self.asUnownedSerialExecutor())
        }
    }
}
