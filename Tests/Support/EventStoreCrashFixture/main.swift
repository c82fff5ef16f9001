import EventSourcing
import Foundation
import GRDB
import Glibc
import Lifeline

// A process for tests to kill, starve and lock out. It says on standard output what it was promised.

/// One line with one write, so that a kill cannot tear it.
func say(_ line: String) {
    FileHandle.standardOutput.write(Data((line + "\n").utf8))
}

/// Appends from several tasks at once for ever, and keeps a read model; says each acknowledged event id.
func appendForEver(_ path: String, run: String) async throws {
    let store = try SQLiteEventStore(path: path)
    try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
            let source = StoreEventSource(store, name: "crash")
            try await ProjectionRunner(CountsByStream(), from: source, into: store.database, batchSize: 7).run()
        }
        for writer in 0..<6 {
            group.addTask {
                let stream = StreamID(rawValue: "writer-\(writer)")
                var number = 0
                while true {
                    let version = try await store.version(of: stream)
                    let ids = (0...number % 3).map { EventID(rawValue: "\(run)/\(writer)/\(number)/\($0)") }
                    let events = ids.map { NewEvent(id: $0, type: "Written", data: Data(repeating: 120, count: 300)) }
                    _ = try await store.append(Append(to: stream, expecting: version, events))
                    say(ids.map(\.rawValue).joined(separator: " "))
                    number += 1
                }
            }
        }
        try await group.waitForAll()
    }
}

/// Appends until the file may not grow any more; then lets it grow again and goes on.
func fillUp(_ path: String) async throws {
    signal(SIGXFSZ, SIG_IGN)
    let store = try SQLiteEventStore(path: path)
    let fileSize = __rlimit_resource_t(RLIMIT_FSIZE.rawValue)
    var limit = rlimit()
    getrlimit(fileSize, &limit)
    let unlimited = limit.rlim_cur
    limit.rlim_cur = 400_000
    setrlimit(fileSize, &limit)
    var version = 0
    func append(_ id: String) async throws(EventStoreError) {
        let event = NewEvent(id: EventID(rawValue: id), type: "Written", data: Data(repeating: 120, count: 5_000))
        _ = try await store.append(Append(to: "a-1", expecting: version, [event]))
        version += 1
        say("ok \(id)")
    }
    do throws(EventStoreError) {
        for number in 0..<10_000 { try await append("\(number)") }
    } catch {
        say("error \(error.code)")
    }
    limit.rlim_cur = unlimited
    setrlimit(fileSize, &limit)
    try await append("after")
}

/// Opens a store as somebody who may not write there.
func openLockedOut(_ path: String) {
    if getuid() == 0 { setuid(65_534) }
    do throws(EventStoreError) {
        _ = try SQLiteEventStore(path: path)
        say("opened")
    } catch {
        say("error \(error.code)")
    }
}

Lifeline.hold()
let arguments = CommandLine.arguments
switch arguments.dropFirst().first {
case "append" where arguments.count == 4: try await appendForEver(arguments[2], run: arguments[3])
case "fill" where arguments.count == 3: try await fillUp(arguments[2])
case "locked-out" where arguments.count == 3: openLockedOut(arguments[2])
default:
    say("usage: EventStoreCrashFixture append PATH RUN | fill PATH | locked-out PATH")
    exit(2)
}
