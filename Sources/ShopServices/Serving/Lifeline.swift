import Foundation
import ServiceLifecycle

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Ends this process when another one is gone, however that ended.
///
/// The other process holds the writing end of the pipe that is our standard input, and never writes. The kernel closes
/// it when the process dies, even by `kill -9`, and standard input ends. (`PR_SET_PDEATHSIG` would not do: it fires
/// when the *thread* that started us ends.)
struct Lifeline: Service {
    /// How long the graceful way may take after the pipe has ended.
    let gracePeriod: Duration
    /// Asks the process to stop gracefully.
    let stop: @Sendable () -> Void

    func run() async throws {
        let (ended, continuation) = AsyncStream<Void>.makeStream()
        let seconds = Self.wholeSeconds(gracePeriod)
        // A thread of its own: reading a pipe blocks for as long as the other process lives.
        let thread = Thread {
            Self.waitForEnd()
            continuation.finish()
            sleepThenExit(seconds)
        }
        thread.start()
        await cancelWhenGracefulShutdown {
            for await _ in ended {}
            if !Task.isCancelled { stop() }
        }
        try await gracefulShutdown()
    }

    private static func wholeSeconds(_ duration: Duration) -> UInt32 {
        UInt32(clamping: max(1, duration.components.seconds))
    }

    private static func waitForEnd() {
        var byte: UInt8 = 0
        while true {
            let count = read(0, &byte, 1)
            if count > 0 || (count < 0 && errno == EINTR) { continue }
            return
        }
    }
}

/// The last resort when stopping gracefully takes too long: nobody is left who would kill us.
private func sleepThenExit(_ seconds: UInt32) {
    sleep(seconds)
    _exit(75)
}
