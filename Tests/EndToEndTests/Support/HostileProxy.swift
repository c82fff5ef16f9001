import ChildProcess
import Foundation
import Testing

/// Something that stands before the example service and answers as a test says: honestly, garbage, for ever, too much.
final class HostileProxy: Sendable {
    enum Mode: String {
        case honest, garbage, drip, flood, viewer
        /// The answer to the first command is garbage, though it was carried out.
        case once
    }

    private let process: ChildProcess
    private let mode: URL
    let port: Int

    init(before service: OperableService) throws {
        mode = service.folder.appendingPathComponent("mode")
        try Data("honest".utf8).write(to: mode)
        let script = URL(fileURLWithPath: #filePath).appendingPathComponent(
            "../../../Support/HostileProxy/hostile_proxy.py"
        ).standardized
        process = try ChildProcess(
            "python3", [script.path, "http://127.0.0.1:\(service.port)", mode.path])
        port = try #require(process.readLine()?.split(separator: " ").last.flatMap { Int($0) })
    }

    /// Answers so from the next request on.
    func become(_ mode: Mode) throws { try Data(mode.rawValue.utf8).write(to: self.mode, options: .atomic) }

    /// Writes a config that knows the service through the proxy.
    func configure(_ console: Console) throws {
        try console.write(
            #"{ "services": [ { "name": "shop", "health": "tcp://127.0.0.1:\#(port)", "interval": "300ms", "#
                + #""timeout": "2s", "operations": "http://127.0.0.1:\#(port)/ops/v1", "tokenFile": "operator.token" } ],"#
                + #" "operator": { "name": "ada" }, "audit": { "path": "audit.jsonl" } }"#, to: console.config)
    }
}
