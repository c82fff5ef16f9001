import Foundation
import Glibc
import Synchronization

/// A program that a test starts, stops and kills.
///
/// It inherits nothing but its output, so that what outlives a crashed test run keeps nobody waiting for the end of ours.
/// Its standard input is a pipe that nobody writes to and that ends with this process, however that ends: a fixture
/// that reads it knows when nobody is left to kill it (see ``Lifeline``). Foundation's `Process` will not do: with more
/// than some 1,300 open files its `run()` reads past the end of its list of them.
public final class ChildProcess: Sendable {
    /// Where what it writes goes.
    public enum Output: Sendable {
        /// To nobody.
        case discarded
        /// To ``readLine()`` and ``readToEnd()``.
        case read
        /// To the end of a file.
        case file(String)
    }

    /// How it ended.
    public enum Ending: Sendable, Equatable {
        case exited(Int32)
        case killed(Int32)
    }

    /// Its process id.
    public let id: Int32
    private let lifeline: FileHandle
    private let output: Mutex<LineReader>
    private let known = Mutex<Ending?>(nil)

    /// Starts a program.
    /// - Parameters:
    ///   - program: its path, or its name as `PATH` knows it.
    ///   - directory: where it runs; by default here.
    ///   - errors: where its standard error goes; ``Output/read`` mixes it with its output.
    /// - Throws: what the system says when it does not start.
    public init(
        _ program: String, _ arguments: [String] = [], directory: String? = nil, output: Output = .read,
        errors: Output = .discarded
    ) throws {
        let input = try SystemPipe()
        let said = try SystemPipe()
        var actions = SpawnActions()
        defer { actions.destroy() }
        actions.duplicate(input.readingEnd, as: STDIN_FILENO)
        actions.direct(output, as: STDOUT_FILENO, pipe: said.writingEnd)
        actions.direct(errors, as: STDERR_FILENO, pipe: said.writingEnd)
        actions.closeEverything(from: STDERR_FILENO + 1)
        if let directory { actions.changeDirectory(to: directory) }
        id = try actions.spawn(program, arguments)
        close(input.readingEnd)
        close(said.writingEnd)
        lifeline = FileHandle(fileDescriptor: input.writingEnd, closeOnDealloc: true)
        self.output = Mutex(LineReader(said.readingEnd))
    }

    /// Starts one of the package's own programs, which are built beside the tests.
    public convenience init(
        built name: String, _ arguments: [String], directory: String? = nil, output: Output = .read,
        errors: Output = .discarded
    ) throws {
        let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let program = URL(fileURLWithPath: tests).deletingLastPathComponent().appendingPathComponent(name)
        try self.init(program.path, arguments, directory: directory, output: output, errors: errors)
    }

    deinit { kill() }

    /// Whether it has not ended yet.
    public var isRunning: Bool { ending(waiting: false) == nil }

    /// Sends it a signal; nothing where it has ended.
    public func signal(_ number: Int32) {
        known.withLock { ending in if ending == nil { _ = Glibc.kill(id, number) } }
    }

    /// Ends it without warning, and waits until it is gone.
    public func kill() {
        signal(SIGKILL)
        waitUntilExit()
    }

    /// Waits until it has ended.
    @discardableResult
    public func waitUntilExit() -> Ending {
        while true {
            if let ending = ending(waiting: true) { return ending }
        }
    }

    /// The next line that it says; `nil` once there will be no more.
    public func readLine() -> String? { output.withLock { $0.readLine() } }

    /// Everything else that it says until it ends.
    public func readToEnd() -> [String] {
        var lines: [String] = []
        while let line = readLine() { lines.append(line) }
        waitUntilExit()
        return lines
    }

    /// Looks without taking the process away first, so that its id stays its own while a signal is sent.
    private func ending(waiting: Bool) -> Ending? {
        if let ending = known.withLock({ $0 }) { return ending }
        var report = siginfo_t()
        guard waitid(P_PID, id_t(id), &report, WEXITED | WNOWAIT | (waiting ? 0 : WNOHANG)) == 0 else { return nil }
        return known.withLock { ending in
            if ending != nil { return ending }
            var status: Int32 = 0
            guard waitpid(id, &status, WNOHANG) == id else { return nil }
            ending = status & 0x7F == 0 ? .exited(status >> 8 & 0xFF) : .killed(status & 0x7F)
            return ending
        }
    }
}
