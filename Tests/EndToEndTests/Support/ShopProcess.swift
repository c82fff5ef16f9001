import AsyncHTTPClient
import Foundation
import FreePorts
import NIOCore
import NIOHTTP1
import Subprocess
import SystemPackage
import Testing

/// The real `shop up` in a folder and on ports of its own, looked after with the shop's own command line.
struct ShopProcess {
    let folder: URL
    let portBase: Int
    let execution: Execution<CustomWriteInput, SequenceOutput, SequenceOutput>

    /// Names of the services, in the order of their ports.
    static let services = [
        "orders", "inventory", "payments", "shipping", "users", "catalog", "analytics", "mobile-bff", "web-bff",
    ]

    /// The `shop` binary, which is built beside the test bundle.
    static var binary: FilePath {
        get throws {
            let shop = FilePath(try Console.binary.path).removingLastComponent().appending("shop")
            try #require(FileManager.default.isExecutableFile(atPath: shop.string), "build the product shop first")
            return shop
        }
    }

    /// Starts a shop, waits until it is ready, and runs `body`; then the shop is stopped, and `afterwards` may look at
    /// what it has left.
    static func run(
        _ arguments: [String] = ["--rate", "0"], environment: [String: String] = [:],
        prepare: (URL) throws -> Void = { _ in },
        _ body: (ShopProcess) async throws -> Void, afterwards: (ShopProcess) async throws -> Void = { _ in }
    ) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "shop-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try prepare(folder)
        let ports = try await FreePorts(services.count)
        defer { withExtendedLifetime(ports) {} }
        var options = PlatformOptions()
        options.teardownSequence = [.gracefulShutDown(allowedDurationToNextStep: .seconds(30))]
        let variables = Dictionary(
            uniqueKeysWithValues: environment.map { (Environment.Key(stringLiteral: $0.key), $0.value) })
        let result = try await Subprocess.run(
            .path(try binary),
            // Standard input is our pipe: a test run that crashes leaves no shop behind.
            arguments: Arguments(
                ["up", "--dir", folder.path, "--port-base", "\(ports.base)", "--stop-with-stdin"] + arguments),
            environment: .inherit.updating(variables), platformOptions: options, input: .inputWriter,
            output: .sequence, error: .sequence
        ) { execution in
            let shop = ShopProcess(folder: folder, portBase: ports.base, execution: execution)
            async let said = Self.words(of: execution.standardError)
            var isReady = false
            for try await line in execution.standardOutput.strings() where line.contains("ready") {
                isReady = true
                break
            }
            if isReady { try await body(shop) }
            try? execution.send(signal: .terminate)
            let words = try await said
            try #require(isReady, "the shop ended before it was ready:\n\(words.suffix(3000))")
            return shop
        }
        #expect(result.terminationStatus == .exited(0))
        try await afterwards(result.closureResult)
    }

    private static func words(of stream: SubprocessOutputSequence) async throws -> String {
        var words = ""
        for try await line in stream.strings() { words += line + "\n" }
        return words
    }

    /// Runs another command of the shop to its end.
    func command(_ arguments: String...) async throws -> (code: Int32, output: String, errors: String) {
        try await command(arguments)
    }

    func command(_ arguments: [String]) async throws -> (code: Int32, output: String, errors: String) {
        try await Self.command(arguments, in: folder.path)
    }

    /// Runs a command on the shop of any directory.
    static func command(
        _ arguments: [String], in directory: String
    ) async throws -> (code: Int32, output: String, errors: String) {
        let result = try await Subprocess.run(
            .path(try binary), arguments: Arguments(arguments + ["--dir", directory]),
            output: .string(limit: 1 << 24), error: .string(limit: 1 << 20))
        guard case .exited(let code) = result.terminationStatus else { return (-1, "", "\(result.terminationStatus)") }
        return (code, result.standardOutput, result.standardError)
    }

    /// Places one order.
    /// - Returns: its id.
    func placeOrder() async throws -> String {
        var request = HTTPClientRequest(url: "http://127.0.0.1:\(portBase + 1)/orders")
        request.method = .POST
        request.headers.add(name: "content-type", value: "application/json")
        request.body = .bytes(
            ByteBuffer(
                string: #"{"userId":"ada","items":[{"sku":"fuse-10a","quantity":2}],"payment":{"method":"card"}}"#))
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(20))
        let body = Data(try await response.body.collect(upTo: 1 << 20).readableBytesView)
        try #require(response.status == .created, "\(String(decoding: body, as: UTF8.self))")
        let order = try JSONSerialization.jsonObject(with: body) as? [String: Any]
        return try #require(order?["id"] as? String)
    }

    /// The process ids of what runs, as the supervisor has written them down.
    var processes: [String: (pid: Int32?, restarts: Int)] {
        struct Entry: Decodable {
            let pid: Int32?
            let restarts: Int
        }
        let data = FileManager.default.contents(atPath: folder.path + "/processes.json") ?? Data()
        let entries = (try? JSONDecoder().decode([String: Entry].self, from: data)) ?? [:]
        return entries.mapValues { ($0.pid, $0.restarts) }
    }

    /// The services that the supervisor runs, in an order that is always the same.
    var running: [String] { processes.keys.filter { $0 != "load" }.sorted() }

    /// What `shop verify` says.
    struct Verdict: Decodable, Equatable {
        struct Violation: Decodable, Equatable {
            let rule: String
            let place: String
            let detail: String
        }
        let orders: Int
        let confirmed: Int
        let compensated: Int
        let needs_attention: Int
        let in_flight: Int
        let violations: [Violation]
    }

    func verify() async throws -> (code: Int32, verdict: Verdict) {
        let result = try await command("verify", "--json")
        do {
            return (result.code, try JSONDecoder().decode(Verdict.self, from: Data(result.output.utf8)))
        } catch {
            throw Unreadable(description: "shop verify: \(result)")
        }
    }

    struct Unreadable: Error, CustomStringConvertible { let description: String }

    /// Waits until a process has said something in its log.
    func waitUntilLog(of process: String, says words: String) async throws {
        let path = folder.path + "/logs/\(process).log"
        while !String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self).contains(words) {
            try Task.checkCancellation()
            await Task.yield()
        }
    }

    /// Sends the customers away, puts everything right, and waits until everything has come to rest.
    /// - Parameter limit: for each of the three; after a long storm on a busy machine much is left to do.
    /// - Returns: the last verdict.
    func settle(within limit: Duration = .seconds(240)) async throws -> (code: Int32, verdict: Verdict) {
        try await insist(["load", "--rate", "0"], on: "load", within: limit)
        for service in running { try await insist(["chaos", service, "--off"], on: service, within: limit) }
        let deadline = ContinuousClock.now + limit
        while true {
            let (code, verdict) = try await verify()
            if code == 0, verdict.in_flight == 0 { return (code, verdict) }
            if ContinuousClock.now > deadline { return (code, verdict) }
        }
    }

    /// Gives a command until the process that it is for has taken it.
    private func insist(_ arguments: [String], on process: String, within limit: Duration) async throws {
        let deadline = ContinuousClock.now + limit
        while true {
            let result = try await command(arguments)
            if result.code == 0 { return }
            try #require(
                ContinuousClock.now < deadline,
                "\(process) (\(processes[process].map { "\($0)" } ?? "not running")): \(result.errors)\n\(log(of: process))"
            )
        }
    }

    /// The last lines that a process has said.
    private func log(of process: String) -> String {
        let data = FileManager.default.contents(atPath: folder.path + "/logs/\(process).log") ?? Data()
        return String(decoding: data.suffix(4000), as: UTF8.self)
    }
}
