import Foundation
import Subprocess
import SystemPackage
import TerminalTesting
import Testing

/// The real `fusebox` in a folder of its own, on a real pseudo-terminal or through its command line.
struct Console {
    let folder: URL

    /// The binary, which is built beside the test bundle.
    static var binary: URL {
        get throws {
            let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
            let path = URL(fileURLWithPath: tests).deletingLastPathComponent().appendingPathComponent("fusebox")
            try #require(FileManager.default.isExecutableFile(atPath: path.path), "build the product fusebox first")
            return path
        }
    }

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("fusebox-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    /// Removes the folder.
    func cleanUp() { try? FileManager.default.removeItem(at: folder) }

    var log: URL { folder.appendingPathComponent("trace.jsonl") }
    var config: URL { folder.appendingPathComponent("fusebox.json") }

    /// Writes the config: services by name, probed every 300 ms, and the trace log.
    /// - Parameter timeout: generous unless the test is about it: a busy machine must not make a service look down.
    func configure(_ services: [(name: String, url: String)], timeout: String = "20s") throws {
        let entries = services.map {
            #"{ "name": "\#($0.name)", "health": "\#($0.url)", "interval": "300ms", "timeout": "\#(timeout)", "#
                + #""degradedAbove": "20s", "unhealthyAfter": 1, "healthyAfter": 1 }"#
        }
        try write(
            #"{ "services": [\#(entries.joined(separator: ","))], "traceLog": { "path": "trace.jsonl" } }"#, to: config)
    }

    func write(_ text: String, to file: URL) throws { try Data(text.utf8).write(to: file) }

    /// Appends lines to the trace log as services do: one write a line.
    func append(_ lines: [String]) throws {
        if !FileManager.default.fileExists(atPath: log.path) { try Data().write(to: log) }
        let handle = try FileHandle(forWritingTo: log)
        defer { try? handle.close() }
        for line in lines {
            try handle.seekToEnd()
            try handle.write(contentsOf: Data((line + "\n").utf8))
        }
    }

    /// Starts the console on a terminal.
    func start(
        _ arguments: [String] = [], environment changes: [String: String?] = [:], columns: Int = 100, rows: Int = 30
    ) throws -> PseudoTerminal {
        var environment = PseudoTerminal.environment
        for (name, value) in changes { environment[name] = value }
        return try PseudoTerminal(
            Self.binary.path, arguments, environment: environment, directory: folder.path, columns: columns, rows: rows)
    }

    /// Runs a command to its end without a terminal.
    func run(_ arguments: [String]) async throws -> (code: Int32, output: String, errors: String) {
        let variables = PseudoTerminal.environment.map { (Environment.Key(stringLiteral: $0.key), $0.value) }
        let result = try await Subprocess.run(
            .path(FilePath(try Self.binary.path)), arguments: Arguments(arguments),
            environment: .custom(Dictionary(uniqueKeysWithValues: variables)),
            workingDirectory: FilePath(folder.path), output: .string(limit: 1 << 24), error: .string(limit: 1 << 20))
        guard case .exited(let code) = result.terminationStatus else {
            throw UnexpectedEnding(description: "\(arguments) ended with \(result.terminationStatus)")
        }
        return (code, result.standardOutput, result.standardError)
    }

    /// A command was ended by a signal.
    struct UnexpectedEnding: Error, CustomStringConvertible { let description: String }
}

/// One export request with one span, as a line of the log.
func spanLine(
    service: String = "orders", name: String, trace: String, span: String, parent: String? = nil, start: Double,
    seconds: Double = 0.05, failed: Bool = false
) -> String {
    let nanoseconds = { (seconds: Double) in String(UInt64(seconds * 1e9)) }
    let parentKey = parent.map { #""parentSpanId":"\#($0)","# } ?? ""
    return
        #"{"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"\#(service)"}}]},"#
        + #""scopeSpans":[{"scope":{"name":"test"},"spans":[{"traceId":"\#(trace)","spanId":"\#(span)",\#(parentKey)"#
        + #""name":"\#(name)","kind":2,"startTimeUnixNano":"\#(nanoseconds(start))","#
        + #""endTimeUnixNano":"\#(nanoseconds(start + seconds))","status":{"code":\#(failed ? 2 : 0)}}]}]}]}"#
}
