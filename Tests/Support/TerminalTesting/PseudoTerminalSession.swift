import CTerminal
import Foundation
import Synchronization

/// The pseudo-terminal's thread: reads, writes, waits for the end, and tells those who wait for a screen.
///
/// `@unchecked Sendable`: all that changes is in `state`, behind its lock; the rest is immutable.
final class PseudoTerminalSession: @unchecked Sendable {
    private struct Waiter {
        let id: Int
        let what: String
        let deadline: ContinuousClock.Instant
        let condition: @Sendable (TerminalScreen) -> Bool
        let continuation: CheckedContinuation<TerminalScreen, any Error>
    }

    private struct State {
        let model: TerminalModel
        var toWrite: [UInt8] = []
        var output: [UInt8] = []
        var ending: TerminalScreen.Ending?
        var waiters: [Waiter] = []
        var cancelled: Set<Int> = []
        var nextID = 0
        var isAbandoned = false
        var hangsUp = false
        var isClosed = false
    }

    let process: pid_t
    let initialModes: TerminalModes
    private let master: Int32
    private let slave: Int32
    private let processEnd: Int32
    private let wake: Int32
    private let state: Mutex<State>

    init(_ arguments: [String], environment: [String], directory: String?, columns: Int, rows: Int) throws {
        var (master, slave): (Int32, Int32) = (-1, -1)
        guard ct_pty_open(&master, &slave, Int32(rows), Int32(columns)) == 0 else {
            throw PseudoTerminalError("no pseudo-terminal: \(String(cString: strerror(errno)))")
        }
        initialModes = TerminalModes(descriptor: slave)
        let terminal = slave
        process = withStrings(arguments) { arguments in
            withStrings(environment) { ct_pty_spawn(terminal, directory, arguments, $0) }
        }
        guard process > 0 else {
            let reason = String(cString: strerror(errno))
            close(master)
            close(slave)
            throw PseudoTerminalError("no process: \(reason)")
        }
        _ = fcntl(master, F_SETFL, O_NONBLOCK)
        self.master = master
        self.slave = slave
        processEnd = ct_process_open(process)
        wake = ct_wake_open()
        state = Mutex(State(model: TerminalModel(columns: columns, rows: rows)))
    }

    func start() {
        Thread.detachNewThread { self.run() }
    }

    // MARK: What tests call

    var screen: TerminalScreen { state.withLock { Self.screen(of: $0) } }

    var output: String { state.withLock { String(decoding: $0.output, as: UTF8.self) } }

    var modes: TerminalModes { state.withLock { _ in TerminalModes(descriptor: slave) } }

    func send(_ bytes: [UInt8]) {
        state.withLock { $0.toWrite += bytes }
        ct_wake_signal(wake)
    }

    func act(_ action: @Sendable (OpaquePointer) -> Void) {
        state.withLock { $0.toWrite += $0.model.bytes(for: action) }
        ct_wake_signal(wake)
    }

    func resize(columns: Int, rows: Int) {
        state.withLock { state in
            state.model.resize(columns: columns, rows: rows)
            if !state.isClosed { ct_size_set(master, Int32(rows), Int32(columns)) }
        }
    }

    /// Sends a signal to the program, which must not have been waited for: its number could be another's.
    func kill(_ signal: Int32) {
        state.withLock { state in
            if state.ending == nil { Foundation.kill(process, signal) }
        }
    }

    func hangUp() {
        state.withLock { $0.hangsUp = true }
        ct_wake_signal(wake)
    }

    func abandon() {
        kill(SIGKILL)
        state.withLock { $0.isAbandoned = true }
        ct_wake_signal(wake)
    }

    func wait(
        for what: String, until deadline: ContinuousClock.Instant,
        _ condition: @escaping @Sendable (TerminalScreen) -> Bool
    ) async throws -> TerminalScreen {
        let id = state.withLock { state in
            state.nextID += 1
            return state.nextID
        }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                state.withLock { state in
                    state.waiters.append(
                        Waiter(
                            id: id, what: what, deadline: deadline, condition: condition, continuation: continuation))
                }
                ct_wake_signal(wake)
            }
        } onCancel: {
            _ = state.withLock { $0.cancelled.insert(id) }
            ct_wake_signal(wake)
        }
    }

    // MARK: The thread

    private func run() {
        while !isFinished {
            var descriptors = [
                pollfd(fd: wake, events: Int16(POLLIN), revents: 0),
                pollfd(fd: isClosed ? -1 : master, events: interest, revents: 0),
                pollfd(fd: hasEnded ? -1 : processEnd, events: Int16(POLLIN), revents: 0),
            ]
            _ = poll(&descriptors, 3, timeout)
            ct_wake_clear(wake)
            if descriptors[1].revents != 0 { exchange() }
            if descriptors[2].revents != 0 { end() }
            closeIfAsked()
            answerWaiters()
        }
        close(processEnd)
        close(wake)
        closeTerminal()
    }

    private var isFinished: Bool { state.withLock { $0.isAbandoned && $0.ending != nil && $0.waiters.isEmpty } }
    private var isClosed: Bool { state.withLock { $0.isClosed } }
    private var hasEnded: Bool { state.withLock { $0.ending != nil } }
    private var interest: Int16 { state.withLock { Int16(POLLIN | ($0.toWrite.isEmpty ? 0 : POLLOUT)) } }

    private var timeout: Int32 {
        guard let next = state.withLock({ $0.waiters.map(\.deadline).min() }) else { return -1 }
        let left = max(.zero, next - .now).components
        return Int32(min(3_600_000, left.seconds * 1000 + left.attoseconds / 1_000_000_000_000_000 + 1))
    }

    /// Reads and writes as much as there is.
    private func exchange() {
        state.withLock { state in
            var block = [UInt8](repeating: 0, count: 65_536)
            while case let count = read(master, &block, block.count), count > 0 {
                let bytes = block[..<count]
                state.output += bytes
                if state.output.count > 4 << 20 { state.output.removeFirst(state.output.count - (4 << 20)) }
                state.toWrite += state.model.write(bytes)
            }
            let written = state.toWrite.withUnsafeBytes { write(master, $0.baseAddress, $0.count) }
            if written > 0 { state.toWrite.removeFirst(written) }
        }
    }

    private func end() {
        exchange()
        let status = ct_process_wait(process)
        state.withLock { state in
            let signal = ct_status_signal(status)
            state.ending = signal != 0 ? .killed(signal) : .exited(ct_status_code(status))
        }
    }

    private func closeIfAsked() {
        if state.withLock({ $0.hangsUp && !$0.isClosed }) { closeTerminal() }
    }

    private func closeTerminal() {
        state.withLock { state in
            if state.isClosed { return }
            state.isClosed = true
            close(slave)
            close(master)
        }
    }

    private func answerWaiters() {
        let answers = state.withLock { state -> [@Sendable () -> Void] in
            if state.waiters.isEmpty { return [] }
            let screen = Self.screen(of: state)
            var answers: [@Sendable () -> Void] = []
            var waiting: [Waiter] = []
            for waiter in state.waiters {
                let continuation = waiter.continuation
                if state.cancelled.contains(waiter.id) {
                    answers.append { continuation.resume(throwing: CancellationError()) }
                } else if waiter.condition(screen) {
                    answers.append { continuation.resume(returning: screen) }
                } else if screen.ending != nil || waiter.deadline <= .now {
                    let why = screen.ending == nil ? "the deadline came" : "the program ended"
                    let error = PseudoTerminalError("waited for \(waiter.what), but \(why); the screen:\n\(screen)")
                    answers.append { continuation.resume(throwing: error) }
                } else {
                    waiting.append(waiter)
                }
            }
            state.waiters = waiting
            return answers
        }
        for answer in answers { answer() }
    }

    private static func screen(of state: borrowing State) -> TerminalScreen {
        var screen = state.model.snapshot()
        screen.ending = state.ending
        return screen
    }
}

/// Calls `body` with the strings as C wants a list of them: ended by a null pointer.
private func withStrings<Result>(
    _ strings: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result
) -> Result {
    var pointers = strings.map { strdup($0) }
    pointers.append(nil)
    defer { for pointer in pointers { free(pointer) } }
    return pointers.withUnsafeBufferPointer { buffer in
        // An array with at least the null pointer in it always has an address.
        body(buffer.baseAddress!)
    }
}
