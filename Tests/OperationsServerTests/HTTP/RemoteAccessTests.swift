import AsyncHTTPClient
import Foundation
import GRDB
import Hummingbird
import HummingbirdCore
import HummingbirdTLS
import NIOCore
import NIOSSL
import Operations
import OperationsClient
import ResilienceTesting
import ServiceLifecycle
import SmallDisk
import Subprocess
import Testing

@testable import OperationsServer

/// Who may call from where, over what, and what a full disk means for whoever calls.
@Suite(.timeLimit(.minutes(2))) struct RemoteAccessTests {
    /// A caller that seems to be on another machine.
    struct FarAwayContext: RequestContext, RemoteAddressRequestContext {
        var coreContext: CoreRequestContextStorage
        init(source: Source) { coreContext = .init(source: source) }
        var remoteAddress: SocketAddress? { try? SocketAddress(ipAddress: "192.0.2.7", port: 4_711) }
    }

    private func api(
        _ folder: TemporaryFolder, _ database: any DatabaseWriter, _ handler: CounterHandler = CounterHandler(),
        allowsRemote: Bool = false
    ) throws -> OperationsAPI {
        try folder.write(LiveService.operatorToken + "\n", to: "operator.token")
        var offer = ServiceOffer()
        offer.add(handler)
        return OperationsAPI(
            about: .init(service: "orders", instance: "orders-1", version: "1", started: Date()),
            access: OperationsAccess(
                operators: TokenFile(path: folder.file("operator.token")), viewers: nil, allowsRemote: allowsRemote),
            desk: CommandDesk(offer: offer, journal: CommandJournal(database: database), logger: LiveService.quiet),
            logger: LiveService.quiet)
    }

    /// Serves the API for as long as a test needs it, and stops gracefully.
    private func serve<Context: RequestContext & RemoteAddressRequestContext>(
        _ api: OperationsAPI, as context: Context.Type, server: HTTPServerBuilder = .http1(),
        _ test: (Int) async throws -> Void
    ) async throws where Context.Source == ApplicationRequestContextSource {
        try await api.prepare()
        let router = Router(context: context)
        router.addOperations(api)
        let (ports, port) = AsyncStream<Int>.makeStream()
        let application = Application(
            router: router, server: server, configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { channel in port.yield(channel.localAddress?.port ?? 0) }, logger: LiveService.quiet)
        let group = ServiceGroup(
            configuration: .init(
                services: [.init(service: api), .init(service: application)], logger: LiveService.quiet))
        let running = Task { try await group.run() }
        let number = await ports.first { _ in true }
        let result: Result<Void, any Error>
        do { result = .success(try await test(try #require(number))) } catch { result = .failure(error) }
        await group.triggerGracefulShutdown()
        try await running.value
        try result.get()
    }

    private func withClient(
        _ base: String, _ folder: TemporaryFolder, trusting roots: String? = nil,
        _ test: (OperationsClient) async throws -> Void
    ) async throws {
        var tls = TLSConfiguration.makeClientConfiguration()
        if let roots { tls.trustRoots = .file(roots) }
        let http = HTTPClient(
            eventLoopGroupProvider: .singleton, configuration: .init(tlsConfiguration: tls))
        let result: Result<Void, any Error>
        do {
            result = .success(try await test(LiveService.client(base, "operator", folder, http)))
        } catch { result = .failure(error) }
        try await http.shutdown()
        try result.get()
    }

    @Test func nobodyOnAnotherMachineIsLetInUnlessThatIsConfigured() async throws {
        let folder = try TemporaryFolder()
        for allowsRemote in [false, true] {
            try await serve(
                try api(folder, try DatabaseQueue(), allowsRemote: allowsRemote), as: FarAwayContext.self
            ) { port in
                try await withClient("http://127.0.0.1:\(port)/ops/v1", folder) { client in
                    let answer: Result<ServiceDescription, OperationsClientError>
                    do throws(OperationsClientError) { answer = .success(try await client.describe()) } catch {
                        answer = .failure(error)
                    }
                    switch answer {
                    case .success: #expect(allowsRemote)
                    case .failure(.refused(let problem)):
                        #expect(!allowsRemote && problem.code == .forbidden && problem.status == 403)
                        #expect(problem.detail.contains("Only callers on this machine may use this"))
                    case .failure(let error): throw error
                    }
                }
            }
        }
    }

    @Test(arguments: [
        ("127.0.0.1", true), ("127.8.9.1", true), ("::1", true), ("::ffff:127.0.0.1", true), ("192.0.2.7", false),
        ("::ffff:192.0.2.7", false), ("fe80::1", false), ("10.127.0.1", false),
    ])
    func loopbackIsKnownInEachOfItsSpellings(address: String, isLoopback: Bool) throws {
        #expect(try SocketAddress(ipAddress: address, port: 1).isLoopback == isLoopback)
    }

    @Test func commandsTravelOverTLSWhereThatIsConfigured() async throws {
        let folder = try TemporaryFolder()
        let (certificate, key) = (folder.file("server.pem"), folder.file("server.key"))
        let made = try await Subprocess.run(
            .name("openssl"),
            arguments: [
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", key,
                "-out", certificate, "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-days", "2",
            ], output: .discarded, error: .string(limit: 1 << 16))
        try #require(made.terminationStatus.isSuccess, "\(made.standardError)")
        let tls = OperationsTLS(certificateChain: certificate, privateKey: key)
        let handler = CounterHandler()
        try await serve(
            try api(folder, try DatabaseQueue(), handler), as: OperationsRequestContext.self,
            server: try .tls(tlsConfiguration: try tls.configuration())
        ) { port in
            let base = "https://127.0.0.1:\(port)/ops/v1"
            try await withClient(base, folder, trusting: certificate) { client in
                #expect(try await client.describe().service == "orders")
                _ = try await client.send(.count("over-tls"))
                try await eventually("the command is done") { handler.counter.value.done == ["over-tls"] }
            }
            // Whoever does not know the certificate does not talk to it, and says so.
            try await withClient(base, folder) { client in
                do throws(OperationsClientError) {
                    _ = try await client.describe()
                    Issue.record("an unknown certificate was trusted")
                } catch {
                    #expect(error.code == "unreachable", "\(error)")
                }
            }
            // And nobody talks to it without TLS.
            try await withClient("http://127.0.0.1:\(port)/ops/v1", folder) { client in
                await #expect(throws: OperationsClientError.self) { try await client.describe() }
            }
        }
    }

    @Test func aFileForTLSThatCannotBeUsedIsNamed() throws {
        let folder = try TemporaryFolder()
        let nothing = try folder.write("no certificate", to: "empty.pem")
        #expect {
            try OperationsTLS(certificateChain: nothing, privateKey: nothing).configuration()
        } throws: { error in
            "\(error)" == "TLS file \(nothing): there is no PEM certificate in it"
        }
    }

    /// The journal's disk is full: nothing is done, which is said; once there is room the same command is done once.
    @Test(.enabled(if: SmallDisk.isPossible, "needs root, to mount a disk that can be filled"))
    func onAFullDiskNothingIsTakenAndNothingIsDone() async throws {
        let (folder, disk, handler) = (try TemporaryFolder(), try SmallDisk(kilobytes: 512), CounterHandler())
        let journal = try CommandJournal(path: disk.file("journal.sqlite"))
        try await serve(try api(folder, journal.database, handler), as: OperationsRequestContext.self) { port in
            try await withClient("http://127.0.0.1:\(port)/ops/v1", folder) { client in
                _ = try await client.send(.count("before"))
                try await eventually("the first command is done") { handler.counter.value.done == ["before"] }
                fill(disk)
                var refused: Problem?
                for number in 0..<2_000 where refused == nil {
                    do throws(OperationsClientError) { _ = try await client.send(.count("full-\(number)")) } catch {
                        guard case .refused(let problem) = error else { throw error }
                        refused = problem
                        let id = "full-\(number)"
                        #expect(problem.status == 503 && problem.code == .unavailable)
                        #expect(problem.detail == "The service cannot use its disk at present. Nothing was done")
                        #expect(!handler.counter.value.begun.contains(id), "nothing is done that is not on record")
                        try disk.free()
                        _ = try await client.send(.count(id))
                        try await eventually("the command is done after all") {
                            handler.counter.value.done.contains(id)
                        }
                        #expect(handler.counter.value.done.count { $0 == id } == 1)
                    }
                }
                #expect(refused != nil, "the disk never was full")
            }
        }
        try (journal.database as? DatabasePool)?.close()
    }

    /// Takes all the room that there is.
    private func fill(_ disk: SmallDisk) {
        var size = 512
        while size > 0 { if (try? disk.occupy(kilobytes: size)) != nil { return } else { size -= 4 } }
    }
}
