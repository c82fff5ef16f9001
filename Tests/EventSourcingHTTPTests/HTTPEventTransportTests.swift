import AsyncHTTPClient
import EventSourcing
import EventSourcingHTTP
import Foundation
import ResilienceTesting
import Testing

/// The consumer's side, against publishers of every kind.
struct HTTPEventTransportTests {
    let store = InMemoryEventStore()
    let clock = ManualClock()
    let question = EventPageRequest(after: 0, limit: 9, waitMilliseconds: 0)

    private func ask(
        _ answer: String, closes: Bool = true, _ limits: HTTPEventTransport.Limits = HTTPEventTransport.Limits()
    ) async throws -> EventFeedError? {
        let server = try await RawServer(answer, closes: closes)
        let client = HTTPClient(configuration: HTTPEventTransport.configuration())
        let transport = HTTPEventTransport(source: "shop", url: server.url, client: client, limits: limits)
        let error = await #expect(throws: EventFeedError.self) { try await transport.fetch(question) }
        try await client.shutdown()
        try await server.close()
        return error
    }

    @Test(arguments: [
        "", "{", "null", "[]", #"{"source":"shop"}"#, #"{"source":"shop","events":[{}],"next":0,"head":0}"#,
        #"{"source":"shop","events":"many","next":0,"head":0}"#, #"{"source":"shop","events":[],"next":1e99,"head":0}"#,
        "<html>welcome</html>", String(repeating: "[", count: 100_000),
    ])
    func whatIsNoPageIsMalformed(body: String) async throws {
        #expect(try await ask(RawServer.http(body))?.code == "page_malformed")
    }

    @Test func anAnswerThatIsNoHTTPIsATypedError() async throws {
        #expect(try await ask("SSH-2.0-OpenSSH_9.2\r\n\r\n") != nil)
        #expect(try await ask("") != nil)
        #expect(try await ask("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf") != nil)
    }

    @Test func anotherPublisherIsNotBelieved() async throws {
        let error = try await ask(RawServer.http(#"{"source":"payments","events":[],"next":0,"head":0}"#))
        #expect(error?.code == "wrong_publisher")
        #expect(error?.description.contains("payments") == true)
    }

    @Test func aProblemDocumentIsTold() async throws {
        let error = try await ask(
            RawServer.http(#"{"code":"feed_failed","detail":"disk on fire"}"#, status: "503 Service Unavailable"))
        #expect(error == .refused(source: "shop", status: 503, code: "feed_failed", detail: "disk on fire"))
        let plain = try await ask(RawServer.http("nonsense", status: "404 Not Found"))
        #expect(plain == .refused(source: "shop", status: 404, code: "http_404", detail: "Not Found"))
        let moved = "HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 0\r\n\r\n"
        #expect(try await ask(moved)?.code == "publisher_refused")
    }

    @Test func anAnswerThatIsTooLargeIsNotCollected() async throws {
        let limits = HTTPEventTransport.Limits(bytes: 1_000)
        let large = String(repeating: "x", count: 5_000)
        #expect(try await ask(RawServer.http(large), limits) == .tooLarge(source: "shop", limit: 1_000))
        let endless = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1388\r\n\(large)\r\n"
        #expect(try await ask(endless, closes: false, limits) == .tooLarge(source: "shop", limit: 1_000))
    }

    @Test(arguments: ["", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"])
    func anAnswerThatDripsIsGivenUp(beginning: String) async throws {
        let server = try await RawServer(beginning, closes: false)
        let client = HTTPClient(configuration: HTTPEventTransport.configuration())
        let transport = HTTPEventTransport(source: "shop", url: server.url, client: client, clock: clock)
        let asked = Task { try await transport.fetch(question) }
        await clock.waitForSleepers()
        clock.advance(by: .seconds(10))
        await #expect(throws: EventFeedError.timedOut(source: "shop", after: .seconds(10))) { try await asked.value }
        try await client.shutdown()
        try await server.close()
    }

    @Test func aPublisherThatIsNotThereIsUnreachable() async throws {
        let server = try await RawServer("", closes: true)
        try await server.close()
        let client = HTTPClient(configuration: HTTPEventTransport.configuration())
        let transport = HTTPEventTransport(source: "shop", url: server.url, client: client)
        let error = await #expect(throws: EventFeedError.self) { try await transport.fetch(question) }
        #expect(error?.code == "publisher_unreachable")
        try await client.shutdown()
    }

    @Test func waitingEndsWithItsTask() async throws {
        let feed = EventFeed(StoreEventSource(store, name: "shop", clock: clock))
        try await Publisher.run(feed) { publisher in
            let asked = Task {
                try await publisher.source().page(after: 0, matching: .all, limit: 9, waitingUpTo: .seconds(30))
            }
            await clock.waitForSleepers()
            asked.cancel()
            await #expect(throws: CancellationError.self) { try await asked.value }
        }
    }

    @Test func anEarlyAnswerWithoutEventsIsFollowedByAPause() async throws {
        let feed = EventFeed(store, name: "shop", limits: EventFeedLimits(wait: .zero))
        try await Publisher.run(feed) { publisher in
            let sleeps = SleepLog()
            let transport = publisher.transport(clock: sleeps)
            let early = EventPageRequest(after: 0, limit: 9, waitMilliseconds: 30_000)
            #expect(try await transport.fetch(early).events.isEmpty)
            #expect(sleeps.pauses.value == 1)
            try await store.append()
            #expect(try await transport.fetch(early).events.count == 1)
            #expect(sleeps.pauses.value == 1)
        }
    }

    @Test(arguments: 0..<300 as Range<UInt64>)
    func anAnswerWithFlippedBytesIsReadOrRefusedAndNeverMore(seed: UInt64) async throws {
        var random = SeededGenerator(seed: seed)
        try await store.append(3)
        let page = try await store.page(after: 0, matching: .all, limit: 9)
        var json = try EventFeedAnswer(source: "shop", page).json()
        #expect(try EventFeedAnswer(json: json).page == page)
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            json[Int.random(in: 0..<json.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
        }
        guard let answer = try? EventFeedAnswer(json: json) else { return }
        let source = RemoteEventSource(name: "shop", transport: Fixed(page: answer.page))
        do {
            let believed = try await source.page(after: 0, matching: .all, limit: 9, waitingUpTo: .zero)
            #expect(believed.events.map(\.position) == Array(1...3))
        } catch is RemoteAnswerRefused {}
    }

    private struct Fixed: RemoteEventTransport {
        let page: EventPage
        func fetch(_ request: EventPageRequest) async throws -> EventPage { page }
    }
}

/// The system's clock, which counts the sleeps that are too short to be the timeout of an exchange.
private struct SleepLog: Clock {
    let pauses = Shared(0)
    var now: ContinuousClock.Instant { .now }
    var minimumResolution: Duration { .zero }

    func sleep(until deadline: ContinuousClock.Instant, tolerance: Duration?) async throws {
        if now.duration(to: deadline) < .seconds(5) { pauses.change { $0 += 1 } }
        try await ContinuousClock().sleep(until: deadline, tolerance: tolerance)
    }
}
