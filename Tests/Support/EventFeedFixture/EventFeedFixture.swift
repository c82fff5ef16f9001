import EventSourcing
import EventSourcingHTTP
import Foundation
import Hummingbird
import Lifeline
import Logging

/// A publisher for tests to kill: `EventFeedFixture STORE PORT [RUN]`. It says `port N` and, if it was given a run's name,
/// appends for ever and says the id of each acknowledged event.
@main
struct EventFeedFixture {
    static func main() async throws {
        Lifeline.hold()
        let arguments = CommandLine.arguments
        guard (3...4).contains(arguments.count), let port = Int(arguments[2]) else {
            say("usage: EventFeedFixture STORE PORT [RUN]")
            exit(2)
        }
        let store = try SQLiteEventStore(path: arguments[1])
        let router = Router()
        router.addEventFeed(EventFeed(store, name: "fixture"))
        var logger = Logger(label: "fixture")
        logger.logLevel = .error
        let server = Application(
            router: router, configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: port)),
            onServerRunning: { channel in say("port \(channel.localAddress?.port ?? 0)") }, logger: logger)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.run() }
            if arguments.count == 4 {
                for writer in 0..<4 {
                    group.addTask { try await appendForEver(store, run: arguments[3], writer: writer) }
                }
            }
            try await group.next()
            group.cancelAll()
        }
    }

    /// Every fourth writer's stream is critical.
    static func appendForEver(_ store: SQLiteEventStore, run: String, writer: Int) async throws {
        let stream = StreamID(rawValue: "writer-\(writer)")
        var number = 0
        while true {
            let version = try await store.version(of: stream)
            let id = EventID(rawValue: "\(run)/\(writer)/\(number)")
            let event = NewEvent(id: id, type: "Written", data: Data(repeating: 120, count: 200))
            _ = try await store.append(
                Append(to: stream, expecting: version, [event], lane: writer == 3 ? .critical : .normal))
            say(id.rawValue)
            number += 1
        }
    }

    /// One line with one write, so that a kill cannot tear it.
    static func say(_ line: String) {
        FileHandle.standardOutput.write(Data((line + "\n").utf8))
    }
}
