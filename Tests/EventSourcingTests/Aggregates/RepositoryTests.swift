import EventSourcing
import Foundation
import Testing

struct RepositoryTests {
    let store = InMemoryEventStore()

    private func repository(snapshots: SnapshotPolicy<Account>? = nil, attempts: Int = 10) -> Repository<Account> {
        Repository(store: store, upcasters: Account.upcasters, snapshots: snapshots, attempts: attempts)
    }

    @Test func whatWasToldIsLoadedAgain() async throws {
        let repository = repository()
        try await repository.tell("1", .open(owner: "ada"))
        try await repository.tell("1", .deposit(cents: 500))
        let account = try await repository.load("1")
        #expect(account.state.balance == 500 && account.version == 2)
        #expect(
            try await Tracked<Account>.rebuilt(id: "1", from: store.allEvents(of: "account-1")).state == account.state)
    }

    @Test(arguments: [999, 1_000, 1_001, 2_500])
    func aLongStreamIsReadInPagesOfWhichNoneIsMissedOrAppliedTwice(length: Int) async throws {
        let repository = repository()
        var account = try await repository.load("1")
        try account.handle(.open(owner: "ada"))
        for cents in 1..<length { try account.handle(.deposit(cents: cents)) }
        try await repository.save(&account)
        let loaded = try await repository.load("1")
        #expect(loaded.version == length)
        #expect(loaded.state.balance == length * (length - 1) / 2)
    }

    @Test func theSameCommandTwiceHappensOnce() async throws {
        let repository = repository()
        try await repository.tell("1", .open(owner: "ada"), commandID: "open")
        for _ in 0..<3 { try await repository.tell("1", .deposit(cents: 500), commandID: "deposit") }
        try await repository.tell("1", .open(owner: "ada"), commandID: "open")
        #expect(try await repository.load("1").state.balance == 500)
        #expect(try await store.head() == 2)
    }

    @Test func commandsThatMeetAreAllCarriedOut() async throws {
        let repository = repository(attempts: 100)
        try await repository.tell("1", .open(owner: "ada"))
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<40 { group.addTask { try await repository.tell("1", .deposit(cents: 1)) } }
            try await group.waitForAll()
        }
        #expect(try await repository.load("1").state.balance == 40)
    }

    @Test func aConflictThatDoesNotEndIsThrown() async throws {
        let repository = repository(attempts: 1)
        try await repository.tell("1", .open(owner: "ada"))
        var slow = try await repository.load("1")
        try slow.handle(.deposit(cents: 5))
        try await repository.tell("1", .deposit(cents: 7))
        await #expect(throws: EventStoreError.conflict(AppendConflict(stream: "account-1", expected: 1, actual: 2))) {
            try await repository.save(&slow)
        }
        #expect(slow.uncommitted.count == 1)
    }

    @Test func snapshotsAreUsedAndCanBeThrownAway() async throws {
        let repository = repository(snapshots: .every(10))
        try await repository.tell("1", .open(owner: "ada"))
        for _ in 0..<24 { try await repository.tell("1", .deposit(cents: 2)) }
        #expect(try await store.snapshot(of: "account-1")?.version == 20)
        let withSnapshot = try await repository.load("1")
        try await store.discardSnapshots()
        let without = try await repository.load("1")
        #expect(withSnapshot.state == without.state && withSnapshot.version == without.version)
    }

    @Test func aSnapshotOfAnotherShapeOrADamagedOneIsPassedOver() async throws {
        let repository = repository(snapshots: .every(10, schemaVersion: 2))
        try await repository.tell("1", .open(owner: "ada"))
        for schema in [1, 2] {
            try await store.discardSnapshots()
            try await store.keep(
                Snapshot(stream: "account-1", version: 1, schemaVersion: schema, data: Data("nonsense".utf8)))
            #expect(try await repository.load("1").state.owner == "ada")
        }
    }

    @Test func messagesAreRecordedWithTheFacts() async throws {
        let repository = repository()
        try await repository.tell("1", .open(owner: "ada")) { account in
            [OutboxMessage(id: "welcome-\(account.id)", topic: "mail", key: account.id, payload: Data())]
        }
        #expect(try await store.nextMessages(limit: 9).map(\.message.id) == ["welcome-1"])
    }

    @Test func anUnreadableEventStopsTheLoading() async throws {
        let repository = repository()
        try await repository.tell("1", .open(owner: "ada"))
        _ = try await store.append(
            Append(to: "account-1", expecting: 1, [NewEvent(type: "Vanished", data: Data("{}".utf8))]))
        let error = await #expect(throws: EventDecodingError.self) { try await repository.load("1") }
        #expect(error?.position == 2 && error?.cause == .unknownType)
    }
}
