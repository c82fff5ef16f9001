import AsyncHTTPClient
import Foundation
import FreePorts
import NIOCore
import NIOHTTP1
import NIOPosix
import Subprocess
import SystemPackage
import Testing

@testable import ShopServices

/// `shop up` as a real process, in a directory and on ports of its own.
struct RunningShop {
    let execution: Execution<CustomWriteInput, SequenceOutput, SequenceOutput>
    let topology: ShopTopology
    let files: ShopFiles
    private var said: SubprocessOutputSequence.StringSequence<UTF8>.AsyncIterator

    /// The `shop` binary, which is built beside the test bundle.
    static var binary: FilePath {
        get throws {
            let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
            let shop = FilePath(tests).removingLastComponent().appending("shop")
            try #require(
                FileManager.default.isExecutableFile(atPath: shop.string), "build the product `shop` before the tests")
            return shop
        }
    }

    /// Starts a shop, waits until it is ready, and runs `body`; the shop ends with it at the latest.
    /// - Returns: how it ended, and what is in its trace log then.
    @discardableResult
    static func run(
        _ arguments: [String] = ["--rate", "0", "--failure-rate", "0"],
        _ body: (inout RunningShop) async throws -> Void
    ) async throws -> (ending: TerminationStatus, trace: TraceFile) {
        let ports = try await FreePorts(ShopTopology.Service.allCases.count)
        defer { withExtendedLifetime(ports) {} }
        let topology = try #require(ShopTopology(portBase: ports.base))
        let folder = FileManager.default.temporaryDirectory.appending(path: "shop-\(UUID().uuidString)")
        let files = ShopFiles(directory: folder.path)
        defer { try? FileManager.default.removeItem(at: folder) }
        var options = PlatformOptions()
        options.teardownSequence = [.gracefulShutDown(allowedDurationToNextStep: .seconds(5))]
        let result = try await Subprocess.run(
            .path(try binary),
            // Standard input is our pipe: a test run that crashes leaves no shop behind.
            arguments: Arguments(
                ["up", "--dir", files.directory, "--port-base", "\(topology.portBase)", "--stop-with-stdin"] + arguments
            ),
            platformOptions: options, input: .inputWriter, output: .sequence, error: .sequence
        ) { execution in
            var shop = RunningShop(
                execution: execution, topology: topology, files: files,
                said: execution.standardError.strings().makeAsyncIterator())
            var isReady = false
            for try await line in execution.standardOutput.strings() where line.contains("ready") {
                isReady = true
                break
            }
            try #require(isReady, "the shop ended before it was ready")
            try await body(&shop)
            try? execution.send(signal: .terminate)
            // Whatever is still said is read, or the shop would wait for us.
            while try await shop.said.next() != nil {}
        }
        return (result.terminationStatus, try TraceFile(path: files.traceLog))
    }

    /// Reads what the supervisor says until a line has all of `words`.
    mutating func waitUntilItSays(_ words: String...) async throws -> String {
        while let line = try await said.next() {
            if words.allSatisfy({ line.contains($0) }) { return line }
        }
        throw EndedBefore(words: words)
    }

    /// The supervisor ended without saying what a test waits for.
    struct EndedBefore: Error {
        let words: [String]
    }

    /// The process ids of the children, from what the supervisor says when it starts them.
    mutating func childProcesses(_ count: Int = ShopTopology.Service.allCases.count) async throws -> [Int32] {
        var found: [Int32] = []
        while found.count < count {
            let line = try await waitUntilItSays("Started", "pid=")
            let pid = line.split(separator: "pid=").last?.prefix { $0.isNumber } ?? ""
            found.append(try #require(Int32(pid)))
        }
        return found
    }

    /// Returns when a process is gone. `tail` watches it for us.
    static func waitForEnd(of pid: Int32) async throws {
        let watching = try await Subprocess.run(
            .name("tail"), arguments: ["--pid=\(pid)", "-s", "0.05", "-f", "/dev/null"], output: .discarded)
        #expect(watching.terminationStatus.isSuccess)
    }

    static let goodOrder = #"{"userId":"ada","items":[{"sku":"fuse-10a","quantity":2}],"payment":{"method":"card"}}"#

    func placeOrder(
        _ body: String = goodOrder, key: String? = nil
    ) async throws -> (status: Int, type: String, body: [String: Any]) {
        var request = HTTPClientRequest(url: topology.url(of: .orders) + "/orders")
        request.method = .POST
        request.headers.add(name: "content-type", value: "application/json")
        if let key { request.headers.add(name: "idempotency-key", value: key) }
        request.body = .bytes(ByteBuffer(string: body))
        return try await Self.send(request)
    }

    /// Looks at an order until its saga has come to an end.
    func ended(_ id: String?) async throws -> [String: Any] {
        let url = topology.url(of: .orders) + "/orders/\(try #require(id))"
        while true {
            try Task.checkCancellation()
            let order = try await get(url).body
            if let status = order["status"] as? String, status != "pending" { return order }
        }
    }

    func get(_ url: String) async throws -> (status: Int, type: String, body: [String: Any]) {
        try await Self.send(HTTPClientRequest(url: url))
    }

    private static func send(
        _ request: HTTPClientRequest
    ) async throws -> (status: Int, type: String, body: [String: Any]) {
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(20))
        let body = Data(try await response.body.collect(upTo: 1 << 20).readableBytesView)
        let object = try JSONSerialization.jsonObject(with: body) as? [String: Any] ?? [:]
        return (Int(response.status.code), response.headers.first(name: "content-type") ?? "", object)
    }

    static func listen(_ port: Int) async throws -> any Channel {
        try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .bind(host: "127.0.0.1", port: port).get()
    }
}
