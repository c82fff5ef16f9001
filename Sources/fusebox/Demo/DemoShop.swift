import Foundation
import Subprocess
import SystemPackage

/// The reference system as a child process: `shop up`, which supervises its services.
///
/// It ends with this process whatever ends this process: its standard input is a pipe that nobody writes to, and it
/// stops when that pipe is closed.
struct DemoShop: Sendable {
    /// The `shop` binary.
    let executable: String
    /// Where trace log and log files are.
    let directory: String
    let portBase: Int
    /// Orders a second.
    let rate: Double
    let seed: UInt64
    /// The share of orders that fail, 0 to 1.
    let failureRate: Double

    /// Where the processes' words go.
    var logFile: String { directory + "/logs/shop.log" }

    /// The `shop` that was built or installed beside this program.
    /// - Throws: `DemoError.noShop` where there is none.
    static func besideThisProgram() throws -> String {
        let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        let path = URL(fileURLWithPath: own).deletingLastPathComponent().appendingPathComponent("shop").path
        guard FileManager.default.isExecutableFile(atPath: path) else { throw DemoError.noShop(expectedAt: path) }
        return path
    }

    /// Runs the shop until the task is cancelled, which stops it and waits for it.
    /// - Parameter ready: called once, when every service answers.
    /// - Throws: `DemoError.stopped` when it ends by itself.
    func run(ready: @escaping @Sendable () -> Void) async throws {
        try FileManager.default.createDirectory(atPath: directory + "/logs", withIntermediateDirectories: true)
        let log = try FileDescriptor.open(
            FilePath(logFile), .writeOnly, options: [.append, .create, .closeOnExec],
            permissions: [.ownerReadWrite, .groupRead, .otherRead])
        defer { try? log.close() }
        let start = try log.seek(offset: 0, from: .end)
        var options = PlatformOptions()
        // Its own session: ^C and ^Z are for the console.
        options.createSession = true
        options.teardownSequence = [.gracefulShutDown(allowedDurationToNextStep: .seconds(15))]
        let result = try await Subprocess.run(
            .path(FilePath(executable)), arguments: Arguments(arguments), platformOptions: options,
            input: .inputWriter, output: .sequence, error: .fileDescriptor(log, closeAfterSpawningProcess: false)
        ) { execution in
            for try await line in execution.standardOutput.strings() where line == "ready" { ready() }
        }
        throw DemoError.stopped(status: "\(result.terminationStatus)", lastWords: lastWords(from: start))
    }

    private var arguments: [String] {
        [
            "up", "--dir", directory, "--port-base", String(portBase), "--rate", String(rate), "--seed", String(seed),
            "--failure-rate", String(failureRate), "--stop-with-stdin",
        ]
    }

    /// The last lines that the shop wrote since it was started.
    private func lastWords(from offset: Int64) -> String {
        guard let data = FileManager.default.contents(atPath: logFile) else { return "" }
        let text = String(decoding: data.dropFirst(Int(offset)), as: UTF8.self)
        return text.split(separator: "\n").suffix(3).joined(separator: "\n")
    }
}

/// Why the demo cannot go on.
enum DemoError: Error, CustomStringConvertible {
    case noShop(expectedAt: String)
    case stopped(status: String, lastWords: String)

    var description: String {
        switch self {
        case .noShop(let path): "the demo needs the program `shop` at \(path); `make build` builds both"
        case .stopped(let status, let words):
            "the demo's services stopped (\(status))" + (words.isEmpty ? "" : ":\n\(words)")
        }
    }
}
