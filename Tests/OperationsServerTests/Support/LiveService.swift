import AsyncHTTPClient
import EventSourcing
import Foundation
import GRDB
import Hummingbird
import Logging
import NIOCore
import NIOHTTP1
import Operations
import OperationsClient
import OperationsServer
import Resilience
import ResilienceTesting
import Sagas
import ServiceLifecycle
import Testing

/// A small service with everything that can be operated, on real files and a real socket.
struct LiveService: Sendable {
    static let operatorToken = "operator-0123456789abcdef"
    static let viewerToken = "viewer-0123456789abcdef"

    let folder: TemporaryFolder
    let store: SQLiteEventStore
    let parts: Parts
    let base: String
    let http: HTTPClient
    let client: OperationsClient

    /// Runs a service for as long as a test needs it, and stops it gracefully.
    static func run(
        in folder: TemporaryFolder? = nil, limits: OperationsLimits = OperationsLimits(), allowsRemote: Bool = false,
        moods: [String: any Error] = [:], _ test: @Sendable (LiveService) async throws -> Void
    ) async throws {
        let folder = try folder ?? TemporaryFolder()
        try folder.write(operatorToken + "\n", to: "operator.token")
        try folder.write("# those who may look\n" + viewerToken + "\n", to: "viewer.token")
        let store = try SQLiteEventStore(path: folder.file("store.sqlite"))
        let parts = try Parts(store: store, moods: moods)
        let api = OperationsAPI(
            about: .init(service: "orders", instance: "orders-1", version: "1.2.3", started: Date()),
            access: OperationsAccess(
                operators: TokenFile(path: folder.file("operator.token")),
                viewers: TokenFile(path: folder.file("viewer.token")), allowsRemote: allowsRemote),
            desk: CommandDesk(
                offer: parts.offer, journal: CommandJournal(database: store.database), logger: Self.quiet),
            limits: limits, logger: Self.quiet)
        await parts.subscribe()
        try await api.prepare()
        let router = Router(context: OperationsRequestContext.self)
        router.addOperations(api)
        router.get("/health") { _, _ in "fine" }
        let (ports, port) = AsyncStream<Int>.makeStream()
        let application = Application(
            router: router, configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { channel in port.yield(channel.localAddress?.port ?? 0) }, logger: Self.quiet)
        var configuration = ServiceGroupConfiguration(
            services: [
                .init(service: Looping { try await parts.bus.run() }),
                .init(service: Looping { try await parts.runner.run() }),
                .init(service: Looping { try await parts.view.run() }), .init(service: api),
                .init(service: application),
            ], logger: Self.quiet)
        configuration.maximumGracefulShutdownDuration = .seconds(20)
        let group = ServiceGroup(configuration: configuration)
        let http = OperationsClient.makeHTTPClient()
        let running = Task { try await group.run() }
        do {
            guard let number = await ports.first(where: { _ in true }) else { throw CancellationError() }
            let base = "http://127.0.0.1:\(number)/ops/v1"
            try await test(
                LiveService(
                    folder: folder, store: store, parts: parts, base: base, http: http,
                    client: client(base, "operator", folder, http)))
        } catch {
            await group.triggerGracefulShutdown()
            try? await running.value
            try? await http.shutdown()
            throw error
        }
        await group.triggerGracefulShutdown()
        try await running.value
        try await http.shutdown()
        try store.close()
    }

    static func client(
        _ base: String, _ role: String, _ folder: TemporaryFolder, _ http: HTTPClient,
        _ limits: OperationsClient.Limits = .init(patience: .seconds(30))
    ) -> OperationsClient {
        OperationsClient(
            base: base, tokens: TokenFile(path: folder.file(role + ".token")), http: http, limits: limits)
    }

    var viewer: OperationsClient { Self.client(base, "viewer", folder, http) }

    static let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    /// A command's end.
    func end(of id: String) async throws -> CommandReport {
        try await eventually("command \(id) ends") { try await client.command(id).state.isFinal }
        return try await client.command(id)
    }

    /// A request as it is, without the client's manners.
    func raw(
        _ method: String, _ path: String, token: String? = operatorToken, body: String? = nil,
        contentType: String? = "application/json"
    ) async throws -> (status: Int, headers: [String: String], body: String) {
        var request = HTTPClientRequest(url: base + path)
        request.method = .init(rawValue: method)
        if let token { request.headers.add(name: "Authorization", value: "Bearer \(token)") }
        if let body {
            if let contentType { request.headers.add(name: "Content-Type", value: contentType) }
            request.body = .bytes(ByteBuffer(string: body))
        }
        let response = try await http.execute(request, timeout: .seconds(60))
        let text = String(buffer: try await response.body.collect(upTo: 1 << 24))
        return (
            Int(response.status.code),
            Dictionary(response.headers.map { ($0.name.lowercased(), $0.value) }, uniquingKeysWith: { $1 }), text
        )
    }

    func problem(_ answer: (status: Int, headers: [String: String], body: String)) throws -> Problem {
        #expect(answer.headers["content-type"] == "application/problem+json")
        let problem = try OperationsJSON.value(Problem.self, from: Data(answer.body.utf8))
        #expect(problem.status == answer.status)
        return problem
    }
}

/// Something that runs until it is stopped.
struct Looping: Service {
    let body: @Sendable () async throws -> Void

    func run() async throws {
        do { try await cancelWhenGracefulShutdown { try await body() } } catch is CancellationError {}
    }
}
