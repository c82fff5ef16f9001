import NIOCore

/// Runs a task's steps on one event loop. Probes and poller share the loop that their sockets are on, so that a probe
/// costs no change of thread: with 100 endpoints that is most of what polling costs.
final class LoopTaskExecutor: TaskExecutor {
    private let loop: any EventLoop

    init(loop: any EventLoop) { self.loop = loop }

    func enqueue(_ job: consuming ExecutorJob) {
        let unowned = UnownedJob(job)
        loop.execute { unowned.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
