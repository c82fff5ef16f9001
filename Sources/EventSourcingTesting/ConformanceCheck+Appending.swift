import EventSourcing
import Foundation

extension ConformanceCheck {
    func versionsAndPositions() async throws {
        try expect(try await store.head() == 0, "an empty store has a head")
        try expect(try await store.version(of: "a-1") == 0, "a stream that does not exist has a version")
        let first = try await append(2, to: "a-1")
        try expect(first == Appended(versions: 1...2, positions: 1...2), "\(first)")
        let second = try await append(3, to: "b-1")
        try expect(second == Appended(versions: 1...3, positions: 3...5), "\(second)")
        let third = try await append(1, to: "a-1", after: 2)
        try expect(third == Appended(versions: 3...3, positions: 6...6), "\(third)")
        try expect(try await store.version(of: "a-1") == 3, "the version of a-1 is not 3")
        try expect(try await store.head() == 6, "the head is not 6")
    }

    func roundTrip() async throws {
        let new = NewEvent(
            id: "id/ü/1", type: "Häppened", schemaVersion: 7, data: Data([0, 1, 255, 10, 34]),
            metadata: EventMetadata(correlation: "c", causation: "k", traceparent: "00-t", actor: "ada"))
        let bare = NewEvent(id: "bare", type: "T", data: Data())
        _ = try await store.append(Append(to: "ström-1", expecting: 0, [new, bare], lane: .critical))
        let events = try await store.events(of: "ström-1", after: 0, limit: 9)
        try expect(events.count == 2, "\(events.count) events came back")
        guard let event = events.first else { return }
        let same =
            event.id == new.id && event.stream == "ström-1" && event.version == 1 && event.position == 1
            && event.type == new.type && event.schemaVersion == 7 && event.data == new.data
            && event.metadata == new.metadata && event.lane == .critical
        try expect(same, "\(event)")
        try expect(events[1].data.isEmpty && events[1].metadata == EventMetadata(), "\(events[1])")
        try expect(try await store.event("id/ü/1") == event, "it is another event by its id")
        try expect(try await store.event("none") == nil, "an id that does not exist has an event")
        let page = try await store.page(after: 0, matching: .all, limit: 9)
        try expect(page.events == events, "it is another event by its position")
    }

    func conflicts() async throws {
        try await append(3, to: "a-1")
        for wrong in [0, 1, 2, 4, 99] {
            try await expectRefusal(of: Append(to: "a-1", expecting: wrong, [event()])) {
                $0 == .conflict(AppendConflict(stream: "a-1", expected: wrong, actual: 3))
            }
        }
        try await expectRefusal(of: Append(to: "new-1", expecting: 1, [event()])) {
            $0 == .conflict(AppendConflict(stream: "new-1", expected: 1, actual: 0))
        }
    }

    func nothingLeftBehind() async throws {
        _ = try await store.append(Append(to: "a-1", expecting: 0, [event("one")]))
        let refused = [
            Append(to: "b-1", expecting: 0, [event("two"), event("one")]),
            Append(to: "a-1", expecting: 0, [event("three")]),
            Append(to: "a-1", expecting: 1, [event("four"), event("one")]),
        ]
        for append in refused { try await expectRefusal(of: append) { _ in true } }
        try expect(try await store.head() == 1, "the head has moved")
        try expect(try await store.version(of: "b-1") == 0, "a stream was made")
        for id: EventID in ["two", "three", "four"] {
            try expect(try await store.event(id) == nil, "event \(id) was recorded")
        }
        let next = try await append(1, to: "b-1")
        try expect(next == Appended(versions: 1...1, positions: 2...2), "\(next)")
    }

    func repetition() async throws {
        let append = Append(
            to: "a-1", expecting: 0, [event("one"), event("two")],
            messages: [OutboxMessage(id: "m", topic: "t", key: "k", payload: Data())])
        let first = try await store.append(append)
        try await self.append(1, to: "a-1", after: 2)
        for expected in [0, 3, 7] {
            var again = append
            again.expectedVersion = expected
            let second = try await store.append(again)
            try expect(second.isRepeat, "expecting \(expected), it counts as new")
            try expect(second.versions == first.versions && second.positions == first.positions, "\(second)")
        }
        try expect(try await store.head() == 3, "something was recorded again")
        try expect(try await store.waitingMessages() == 1, "the message was recorded again")
    }

    func foreignIDs() async throws {
        _ = try await store.append(Append(to: "a-1", expecting: 0, [event("one"), event("two"), event("three")]))
        let foreign: [(StreamID, [EventID], EventID)] = [
            ("b-1", ["one"], "one"), ("a-1", ["one", "new"], "one"), ("a-1", ["one", "three"], "one"),
            ("a-1", ["two", "one"], "two"), ("b-1", ["new", "two"], "two"),
        ]
        for (stream, ids, named) in foreign {
            let version = try await store.version(of: stream)
            try await expectRefusal(of: Append(to: stream, expecting: version, ids.map { event($0) })) {
                if case .eventIDInUse(named, stream: "a-1", version: _) = $0 { true } else { false }
            }
        }
        try expect(try await store.head() == 3, "something was recorded")
    }

    func invalidAppends() async throws {
        let long = String(repeating: "x", count: 201)
        let invalid = [
            Append(to: "a-1", expecting: 0, []),
            Append(to: "a-1", expecting: -1, [event()]),
            Append(to: "", expecting: 0, [event()]),
            Append(to: StreamID(rawValue: long), expecting: 0, [event()]),
            Append(to: "a\0b", expecting: 0, [event()]),
            Append(to: "a-1", expecting: 0, [event("")]),
            Append(to: "a-1", expecting: 0, [event(EventID(rawValue: long))]),
            Append(to: "a-1", expecting: 0, [event(type: "")]),
            Append(to: "a-1", expecting: 0, [event("twice"), event("twice")]),
            Append(to: "a-1", expecting: 0, [NewEvent(type: "T", schemaVersion: 0, data: Data())]),
            Append(to: "a-1", expecting: 0, [NewEvent(type: "T", data: Data(count: Append.largestData + 1))]),
        ]
        for append in invalid {
            try await expectRefusal(of: append) { if case .invalid = $0 { true } else { false } }
        }
        try expect(try await store.head() == 0, "something was recorded")
    }

    func lanes() async throws {
        _ = try await store.append(Append(to: "a-1", expecting: 0, [event()], lane: .critical))
        _ = try await store.append(Append(to: "a-1", expecting: 1, [event()], lane: .normal))
        _ = try await store.append(Append(to: "b-1", expecting: 0, [event()]))
        let lanes = try await store.page(after: 0, matching: .all, limit: 9).events.map(\.lane)
        try expect(lanes == [.critical, .critical, .normal], "\(lanes)")
    }

    func oneWinner() async throws {
        for version in 0..<20 {
            let outcomes = await withTaskGroup(of: Result<Appended, EventStoreError>.self) { group in
                for _ in 0..<8 {
                    group.addTask {
                        do throws(EventStoreError) {
                            return .success(try await store.append(Append(to: "a-1", expecting: version, [event()])))
                        } catch {
                            return .failure(error)
                        }
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            let conflict = EventStoreError.conflict(
                AppendConflict(stream: "a-1", expected: version, actual: version + 1))
            let winners = outcomes.count { if case .success = $0 { true } else { false } }
            let losers = outcomes.count { $0 == .failure(conflict) }
            try expect(winners == 1 && losers == 7, "\(winners) won and \(losers) lost by a conflict, of 8")
        }
    }
}
