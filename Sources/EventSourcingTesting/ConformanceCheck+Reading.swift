import EventSourcing
import Foundation

extension ConformanceCheck {
    func paging() async throws {
        for number in 0..<5 { try await append(5, to: StreamID(rawValue: "s-\(number)")) }
        var position = 0
        var seen: [Int] = []
        while true {
            let page = try await store.page(after: position, matching: .all, limit: 7)
            try expect(page.events.count <= 7 && page.head == 25, "\(page.events.count) events, head \(page.head)")
            seen += page.events.map(\.position)
            try expect(page.next >= position, "next went back to \(page.next)")
            if page.events.isEmpty { break }
            position = page.next
        }
        try expect(seen == Array(1...25), "\(seen)")
        let versions = try await store.events(of: "s-3", after: 2, limit: 2).map(\.version)
        try expect(versions == [3, 4], "\(versions)")
        try expect(try await store.events(of: "none", after: 0, limit: 2).isEmpty, "a stream out of nothing")
        try expect(try await store.events(of: "s-3", after: 5, limit: 2).isEmpty, "events after the last")
        try expect(try await store.page(after: 25, matching: .all, limit: 2).next == 25, "next is not the end")
        try expect(try await store.allEvents(of: "s-1").count == 5, "not all events of a stream")
    }

    func filters() async throws {
        for number in 0..<40 {
            let stream = StreamID(rawValue: number % 3 == 0 ? "hot-1" : "cold-\(number % 2)")
            let version = try await store.version(of: stream)
            _ = try await store.append(
                Append(
                    to: stream, expecting: version, [event(type: "T\(number % 4)")],
                    lane: number % 3 == 0 ? .critical : .normal))
        }
        let everything = try await store.page(after: 0, matching: .all, limit: 99).events
        let filters = [
            EventFilter(lane: .critical), EventFilter(lane: .normal), EventFilter(types: ["T1", "T3"]),
            EventFilter(types: []), EventFilter(stream: "cold-1"), EventFilter(stream: "none"),
            EventFilter(lane: .critical, types: ["T2"], stream: "hot-1"),
        ]
        for filter in filters {
            let wanted = everything.filter { filter.passes($0) }
            let whole = try await store.page(after: 0, matching: filter, limit: 99)
            try expect(whole.events == wanted && whole.next == 40, "\(filter): \(whole.events.count) events")
            var pieces: [Event] = []
            var position = 0
            while position < 40 {
                let page = try await store.page(after: position, matching: filter, limit: 3)
                pieces += page.events
                try expect(page.next > position, "\(filter): it does not come past \(position)")
                position = page.next
            }
            try expect(pieces == wanted, "\(filter): \(pieces.count) events piece by piece")
        }
    }

    func noGaps() async throws {
        let writers = 4
        let each = 40
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<writers {
                group.addTask {
                    for number in 0..<each {
                        try await append(1 + number % 3, to: StreamID(rawValue: "w\(writer)-\(number)"))
                    }
                }
            }
            group.addTask {
                var last = 0
                let total = writers * (0..<each).reduce(0) { $0 + 1 + $1 % 3 }
                while last < total {
                    let page = try await store.page(after: last, matching: .all, limit: 50)
                    for event in page.events {
                        try expect(event.position == last + 1, "\(event.position) comes after \(last)")
                        last = event.position
                    }
                    await Task.yield()
                }
            }
            try await group.waitForAll()
        }
    }

    func arrivals() async throws {
        var told = store.arrivals().makeAsyncIterator()
        try await append(2, to: "a-1")
        try await expectNext(2, from: &told)
        try await append(1, to: "b-1")
        try await append(1, to: "c-1")
        try await expectNext(4, from: &told)
    }

    /// A slow listener may get the newest only, so that earlier ones may be missing but nothing comes after it.
    private func expectNext(_ position: Int, from told: inout AsyncStream<Int>.AsyncIterator) async throws {
        while let next = await told.next() {
            try expect(next <= position, "\(next) was told, \(position) is the newest")
            if next == position { return }
        }
        try expect(false, "the stream has ended")
    }

    func messagesWithEvents() async throws {
        let message = OutboxMessage(id: "m1", topic: "t", key: "k", payload: Data([1, 2, 3]))
        _ = try await store.append(Append(to: "a-1", expecting: 0, [event()], messages: [message]))
        try await expectRefusal(of: Append(to: "a-1", expecting: 0, [event()], messages: [message])) { _ in true }
        let waiting = try await store.nextMessages(limit: 9)
        try expect(waiting.count == 1 && waiting.first?.message == message, "\(waiting)")
        try expect(waiting.first?.attempts == 0 && waiting.first?.lastError == nil, "\(waiting)")
    }

    func messagesInOrder() async throws {
        let messages = ["a1", "b1", "a2", "c1", "a3"].map {
            OutboxMessage(id: $0, topic: "t", key: String($0.prefix(1)), payload: Data())
        }
        _ = try await store.append(Append(to: "a-1", expecting: 0, [event()], messages: messages))
        var sent: [String] = []
        let heads = try await store.nextMessages(limit: 9).map(\.message.id)
        try expect(heads == ["a1", "b1", "c1"], "the first of their keys are \(heads)")
        let limited = try await store.nextMessages(limit: 2).map(\.message.id)
        try expect(limited == ["a1", "b1"], "with a limit of 2, \(limited)")
        guard let failing = try await store.nextMessages(limit: 1).first else { return }
        let due = Date(timeIntervalSince1970: 2_000_000_000)
        try await store.messageFailed(failing.number, error: "no", due: due)
        let failed = try await store.nextMessages(limit: 1).first
        try expect(
            failed?.attempts == 1 && failed?.due == due && failed?.lastError == "no", "\(String(describing: failed))")
        while let next = try await store.nextMessages(limit: 1).first {
            try await store.messageWasSent(next.number)
            try await store.messageWasSent(next.number)
            sent.append(next.message.id)
        }
        try expect(sent == ["a1", "b1", "a2", "c1", "a3"], "\(sent)")
        try expect(try await store.waitingMessages() == 0, "some are left")
    }

    func snapshots() async throws {
        func snapshot(_ version: Int, schema: Int = 1) -> Snapshot {
            Snapshot(stream: "a-1", version: version, schemaVersion: schema, data: Data("\(version)".utf8))
        }
        try expect(try await store.snapshot(of: "a-1") == nil, "a snapshot out of nothing")
        try await store.keep(snapshot(5))
        try await store.keep(snapshot(3))
        try expect(try await store.snapshot(of: "a-1") == snapshot(5), "an older one was kept")
        try await store.keep(snapshot(8))
        try expect(try await store.snapshot(of: "a-1") == snapshot(8), "a newer one was not kept")
        try await store.keep(snapshot(2, schema: 2))
        try expect(try await store.snapshot(of: "a-1") == snapshot(2, schema: 2), "one of another shape was not kept")
        try await store.discardSnapshots()
        try expect(try await store.snapshot(of: "a-1") == nil, "it was not thrown away")
    }
}
