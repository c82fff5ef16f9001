import AsyncHTTPClient
import Foundation
import Hummingbird
import NIOCore
import Operations
import OperationsClient
import OperationsServer
import ServiceLifecycle
import Testing

/// What a client says about servers that do not keep to the API.
@Suite struct ClientTests {
    /// Runs a server that answers anything with this.
    private func serving(
        _ answer: @escaping @Sendable () -> Response, patience: Duration = .seconds(20),
        _ test: @escaping @Sendable (OperationsClient) async throws -> Void
    ) async throws {
        let router = Router()
        router.get("**") { _, _ in answer() }
        let (ports, port) = AsyncStream<Int>.makeStream()
        let application = Application(
            router: router, configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { channel in port.yield(channel.localAddress?.port ?? 0) }, logger: LiveService.quiet)
        let group = ServiceGroup(services: [application], logger: LiveService.quiet)
        let running = Task { try await group.run() }
        let http = OperationsClient.makeHTTPClient()
        let number = await ports.first { _ in true } ?? 0
        let client = OperationsClient(
            base: "http://127.0.0.1:\(number)/ops/v1/", http: http,
            limits: .init(patience: patience, answerSize: 1_048_576))
        let result: Result<Void, any Error>
        do { result = .success(try await test(client)) } catch { result = .failure(error) }
        await group.triggerGracefulShutdown()
        try await http.shutdown()
        try await running.value
        try result.get()
    }

    private func failure(_ client: OperationsClient) async -> OperationsClientError? {
        do {
            _ = try await client.breakers()
            return nil
        } catch {
            return error
        }
    }

    @Test func garbageIsShownInPartAndMadeHarmless() async throws {
        let text = "<h1>\u{1B}[2J\u{202E}hello</h1>" + String(repeating: "x", count: 500)
        try await serving({ Response(status: .ok, body: .init(byteBuffer: ByteBuffer(string: text))) }) { client in
            guard case .garbage(_, 200, let beginning, _)? = await failure(client) else {
                Issue.record("it was taken for an answer")
                return
            }
            #expect(beginning.hasPrefix(#"<h1>\u{1b}[2J\u{202e}hello</h1>xxx"#))
            #expect(beginning.count < 120)
        }
    }

    @Test func jsonOfAnotherShapeIsGarbageThatNamesThePlace() async throws {
        let text = #"{"items":[{"name":"b"}],"asOf":"2026-01-10T15:39:17Z"}"#
        try await serving({ Response(status: .ok, body: .init(byteBuffer: ByteBuffer(string: text))) }) { client in
            guard case .garbage(_, _, _, let reason)? = await failure(client) else {
                Issue.record("it was taken for an answer")
                return
            }
            #expect(reason == "/items/0/state is missing" || reason.hasPrefix("/items/Index 0/"), "\(reason)")
        }
    }

    @Test func anErrorThatIsNoProblemDocumentIsGarbage() async throws {
        try await serving({ Response(status: .badGateway, body: .init(byteBuffer: ByteBuffer(string: "nginx"))) }) {
            client in
            guard case .garbage(_, 502, "nginx", _)? = await failure(client) else {
                Issue.record("it was taken for an answer")
                return
            }
        }
    }

    @Test func aHundredMegabytesAreCutOff() async throws {
        try await serving({
            Response(
                status: .ok,
                body: .init { writer in
                    let part = ByteBuffer(repeating: UInt8(ascii: " "), count: 1 << 20)
                    for _ in 0..<100 { try await writer.write(part) }
                    try await writer.finish(nil)
                })
        }) { client in
            guard case .tooBig(_, 1_048_576)? = await failure(client) else {
                Issue.record("it was read to its end")
                return
            }
        }
    }

    @Test func aDripEndsWithPatience() async throws {
        try await serving(
            {
                Response(
                    status: .ok,
                    body: .init { writer in
                        while true {
                            try await writer.write(ByteBuffer(string: " "))
                            try await ContinuousClock().sleep(for: .milliseconds(20))
                        }
                    })
            }, patience: .milliseconds(300)
        ) { client in
            guard case .tooSlow? = await failure(client) else {
                Issue.record("it was waited for")
                return
            }
        }
    }

    @Test func aCallThatIsCancelledEndsAsCancelled() async throws {
        try await LiveService.run { service in
            let call = Task { try await service.client.events(.init(wait: 30)) }
            call.cancel()
            await #expect(throws: OperationsClientError.cancelled) { try await call.value }
        }
    }

    @Test func whereNobodyListensTheClientSaysSo() async throws {
        let http = OperationsClient.makeHTTPClient()
        // Port 1 belongs to nobody on a sane machine.
        let client = OperationsClient(
            base: "http://127.0.0.1:1/ops/v1", http: http, limits: .init(patience: .seconds(20)))
        guard case .unreachable(_, let reason)? = await failure(client) else {
            Issue.record("somebody answered")
            return
        }
        #expect(reason.contains("refused"), "\(reason)")
        try await http.shutdown()
    }
}
