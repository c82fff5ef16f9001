import Dispatch

/// Runs the engine on a queue of its own: its reads of files may block, and must not take a thread from others.
final class EngineExecutor: SerialExecutor {
    private let queue = DispatchQueue(label: "fusebox.traces")

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
    }
}
