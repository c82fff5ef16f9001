import CTerminal
import Glibc
import Synchronization

/// The thread that owns the terminal: it sleeps until a key, a signal, a job for its actor or a deadline wakes it, and
/// paints when something has changed.
///
/// It is also a `SerialExecutor`: an actor whose `unownedExecutor` is this one runs on the terminal's thread, so that the
/// closures of ``TerminalHandlers`` can enter it with `assumeIsolated`.
///
/// Create it first in `main`: it blocks the signals that it listens to, and threads started later inherit that (as
/// do child processes, which must unblock them).
public final class TerminalThread: SerialExecutor {
    private let wake: Int32
    private let signals: Int32
    private let jobs = Mutex<[UnownedJob]>([])
    private let requests = Mutex<[TerminalRequest]>([])
    private let owner = Mutex<pthread_t?>(nil)
    private let isStopped = Atomic<Bool>(false)
    private let hasNewData = Atomic<Bool>(false)
    private let mustPaint = Atomic<Bool>(false)

    /// Blocks SIGWINCH, SIGINT, SIGTERM, SIGHUP, SIGTSTP and SIGCONT in this thread and those started from it.
    public init() {
        let listened = [SIGWINCH, SIGINT, SIGTERM, SIGHUP, SIGTSTP, SIGCONT]
        wake = ct_wake_open()
        signals = ct_signals_open(listened, Int32(listened.count))
    }

    deinit {
        close(wake)
        close(signals)
    }

    // MARK: What any thread may call

    /// Data has changed: paint soon, at most 32 times a second. Cheap; call it for every change.
    public func paintSoon() {
        if !hasNewData.exchange(true, ordering: .acquiringAndReleasing) { wakeUp() }
    }

    /// Something changed that a person is waiting for: paint now.
    public func paintNow() {
        if !mustPaint.exchange(true, ordering: .acquiringAndReleasing) { wakeUp() }
    }

    /// Asks the terminal for something apart from painting; done in order, after the next wake-up.
    public func request(_ request: TerminalRequest) {
        let isFirst = requests.withLock { waiting in
            waiting.append(request)
            return waiting.count == 1
        }
        if isFirst { wakeUp() }
    }

    /// Ends ``run(driver:handlers:)``.
    public func stop() {
        isStopped.store(true, ordering: .releasing)
        wakeUp()
    }

    /// Ends this process by the signal's own default action, so that its parent sees why.
    public static func die(of signal: Int32) -> Never {
        TerminalGuard.restore()
        ct_die_of(signal)
        exit(128 + signal)
    }

    // MARK: SerialExecutor

    /// Takes a job of an actor; it runs on the terminal's thread, in order.
    public func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let isFirst = jobs.withLock { waiting in
            waiting.append(job)
            return waiting.count == 1
        }
        if isFirst { wakeUp() }
    }

    /// Whether the caller is on the terminal's thread.
    public func isIsolatingCurrentContext() -> Bool? { isCurrent }

    /// Traps where the caller is not on the terminal's thread.
    public func checkIsolated() { precondition(isCurrent, "not on the terminal's thread") }

    private var isCurrent: Bool {
        owner.withLock { $0 }.map { pthread_equal($0, pthread_self()) != 0 } ?? false
    }

    private func wakeUp() { ct_wake_signal(wake) }

    // MARK: The loop

    /// Owns the calling thread, and the terminal, until ``stop()`` or a signal that ends programs.
    /// - Returns: why it ended. The terminal has been given back then.
    public func run(driver: TerminalDriver, handlers: TerminalHandlers) -> TerminalEnding {
        owner.withLock { $0 = pthread_self() }
        ct_guard_thread()
        defer {
            driver.close()
            owner.withLock { $0 = nil }
        }
        var loop = TerminalLoop(driver: driver, handlers: handlers)
        loop.start()
        var descriptors = [
            pollfd(fd: 0, events: Int16(POLLIN), revents: 0), pollfd(fd: signals, events: Int16(POLLIN), revents: 0),
            pollfd(fd: wake, events: Int16(POLLIN), revents: 0),
        ]
        while true {
            runJobs()
            for request in takeRequests() { loop.perform(request) }
            if isStopped.load(ordering: .acquiring) { return .stopped }
            loop.paintIfDue(
                hasNewData: hasNewData.exchange(false, ordering: .acquiringAndReleasing),
                mustPaint: mustPaint.exchange(false, ordering: .acquiringAndReleasing))
            guard sleep(&descriptors, until: loop.nextDeadline) > 0 else {
                loop.wakeIfDue()
                continue
            }
            if descriptors[2].revents != 0 { ct_wake_clear(wake) }
            if descriptors[1].revents != 0, let ending = takeSignals(&loop) { return ending }
            if descriptors[0].revents & Int16(POLLIN) != 0 {
                loop.readInput()
            } else if descriptors[0].revents & Int16(POLLHUP | POLLERR | POLLNVAL) != 0 {
                // The terminal is gone; going on would spin.
                return .signal(SIGHUP)
            }
            loop.wakeIfDue()
        }
    }

    private func sleep(_ descriptors: inout [pollfd], until deadline: ContinuousClock.Instant?) -> Int32 {
        guard let deadline else { return poll(&descriptors, nfds_t(descriptors.count), -1) }
        // Rounded up: waking a moment too early would only mean to sleep again.
        let (seconds, attoseconds) = max(.zero, deadline - .now).components
        let milliseconds = min(seconds, 3600) * 1000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
        return poll(&descriptors, nfds_t(descriptors.count), Int32(milliseconds))
    }

    /// Runs what waits for the actor. What that brings about runs after the next look at the keyboard: no flood of jobs
    /// can keep a key waiting.
    private func runJobs() {
        for job in jobs.withLock({ take(&$0) }) { job.runSynchronously(on: asUnownedSerialExecutor()) }
    }

    private func takeRequests() -> [TerminalRequest] { requests.withLock { take(&$0) } }

    private func takeSignals(_ loop: inout TerminalLoop) -> TerminalEnding? {
        while case let signal = ct_signals_next(signals), signal != 0 {
            if loop.handle(signal) { continue }
            return .signal(signal)
        }
        return nil
    }
}

/// Empties an array and returns what was in it.
private func take<Element>(_ array: inout [Element]) -> [Element] {
    var taken: [Element] = []
    swap(&taken, &array)
    return taken
}
