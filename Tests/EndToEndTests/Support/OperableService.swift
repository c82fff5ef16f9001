import ChildProcess
import Foundation
import Synchronization
import Testing

/// The example service of the documentation, in a process of its own, to be operated, stopped and killed.
final class OperableService: Sendable {
    let folder: URL
    let port: Int
    private let process: Mutex<ChildProcess>

    static let breaker = "shop -> bank"

    /// Starts it on a free port; its journal and its token lie in `folder`.
    init(in folder: URL) throws {
        self.folder = folder
        let token = folder.appendingPathComponent("operator.token")
        try Data("a-token-of-16-or-more\n".utf8).write(to: token)
        let (process, port) = try Self.start(in: folder, port: 0)
        self.process = Mutex(process)
        self.port = port
    }

    var address: String { "http://127.0.0.1:\(port)/ops/v1" }

    /// Writes a config that knows the service, with its token, an audit log and nothing to probe.
    func configure(_ console: Console, token: String = "operator.token") throws {
        try console.write(
            #"{ "services": [ { "name": "shop", "health": "tcp://127.0.0.1:\#(port)", "operations": "\#(address)", "#
                + #""tokenFile": "\#(token)" } ], "operator": { "name": "ada" }, "#
                + #""audit": { "path": "audit.jsonl" } }"#,
            to: console.config)
    }

    /// Ends it without warning, and waits until it is gone.
    func end() {
        process.withLock { $0.kill() }
    }

    /// Starts it again at the same place.
    func startAgain() throws {
        let (next, _) = try Self.start(in: folder, port: port)
        process.withLock { $0 = next }
    }

    func signal(_ number: Int32) { process.withLock { $0.signal(number) } }

    /// Every report of its journal, by the command's id: how often it was carried out, and its last state.
    func journal() throws -> [String: (done: Int, state: String)] {
        let text = try String(contentsOf: folder.appendingPathComponent("commands.jsonl"), encoding: .utf8)
        var known: [String: (done: Int, state: String)] = [:]
        for line in text.split(separator: "\n") {
            guard let report = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any],
                let command = report["command"] as? [String: Any], let id = command["id"] as? String,
                let state = report["state"] as? String
            else { continue }
            known[id] = ((known[id]?.done ?? 0) + (state == "succeeded" ? 1 : 0), state)
        }
        return known
    }

    /// The kind of the command that was carried out last.
    func lastDone() throws -> String? {
        let text = try String(contentsOf: folder.appendingPathComponent("commands.jsonl"), encoding: .utf8)
        return text.split(separator: "\n").reversed().lazy.compactMap { line -> String? in
            guard let report = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any],
                report["state"] as? String == "succeeded", let command = report["command"] as? [String: Any]
            else { return nil }
            return command["kind"] as? String
        }.first
    }

    private static func start(in folder: URL, port: Int) throws -> (ChildProcess, Int) {
        let script = URL(fileURLWithPath: #filePath).appendingPathComponent(
            "../../../../Documentation/examples/operable.py"
        ).standardized
        let process = try ChildProcess(
            "python3",
            [
                script.path, "--port", String(port), "--token-file",
                folder.appendingPathComponent("operator.token").path, "--journal",
                folder.appendingPathComponent("commands.jsonl").path,
            ])
        let words = try #require(process.readLine(), "the example service does not start")
        return (process, try #require(words.split(separator: " ").last.flatMap { Int($0) }))
    }
}
