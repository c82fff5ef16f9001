import AsyncHTTPClient
import EventSourcing
import EventSourcingHTTP
import Foundation
import GRDB
import Hummingbird
import Logging
import NIOCore
import NIOPosix
import ResilienceTesting
import ServiceLifecycle
import Testing

/// The example of the library's article, word for word.
struct ArticleExampleTests {
    @Test func theExampleDeliversAcrossHTTP() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("article-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appendingPathComponent("events.sqlite").path
        let database = try DatabaseQueue()
        let port = try await freePort()
        let mailed = Shared<[String]>([])
        @Sendable func mail(_ event: Event) async throws { mailed.change { $0.append(event.type) } }

        let store = try SQLiteEventStore(path: path)
        let router = Router()
        router.addEventFeed(EventFeed(store, name: "orders"))
        let publisher = Application(
            router: router, configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: port)))

        let group = ServiceGroup(services: [publisher], logger: Logger(label: "test"))
        let publishing = Task { try await group.run() }
        for type in ["OrderPlaced", "OrderConfirmed"] {
            let version = try await store.version(of: "order-1")
            _ = try await store.append(
                Append(to: "order-1", expecting: version, [NewEvent(type: type, data: Data("{}".utf8))]))
        }

        let client = HTTPClient(configuration: HTTPEventTransport.configuration())
        let orders = RemoteEventSource(name: "orders", url: "http://127.0.0.1:\(port)/events", client: client)
        let bus = EventBus(sources: [orders], database: database)
        await bus.subscribe(
            Subscription(group: "mails", topics: ["OrderConfirmed"], effects: .external) { event, _ in
                try await mail(event)
            })
        let consuming = Task { try await bus.run() }

        try await eventually("the mail is sent") { mailed.value == ["OrderConfirmed"] }
        consuming.cancel()
        _ = await consuming.result
        await group.triggerGracefulShutdown()
        _ = await publishing.result
        try await client.shutdown()
    }

    private func freePort() async throws -> Int {
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .bind(host: "127.0.0.1", port: 0).get()
        let port = try #require(channel.localAddress?.port)
        try await channel.close()
        return port
    }
}
