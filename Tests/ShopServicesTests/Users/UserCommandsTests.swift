import EventSourcing
import Foundation
import ResilienceTesting
import Testing

@testable import ShopServices

/// Addresses are unique whoever is first, and commands are carried out once.
struct UserCommandsTests {
    let store = InMemoryEventStore()
    var commands: UserCommands { UserCommands(store: store) }

    private func create(_ id: String, _ email: String, key: String? = nil) async throws {
        try await commands.tell(id, .create(name: id, email: email, avatar: "https://a"), key: key)
    }

    @Test func ofManyWhoWantAnAddressOneGetsIt() async throws {
        let won = Shared<[String]>([])
        let lost = Shared(0)
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<40 {
                group.addTask {
                    do {
                        let email = number.isMultiple(of: 2) ? "ada@example.com" : "ADA@Example.com"
                        try await create("u\(number)", email)
                        won.change { $0.append("u\(number)") }
                    } catch is AddressClaims.Taken {
                        lost.change { $0 += 1 }
                    } catch EventStoreError.conflict {
                        // Too many were faster: nothing was recorded.
                        lost.change { $0 += 1 }
                    } catch {
                        Issue.record(error)
                    }
                }
            }
        }
        var owners: [String] = []
        for number in 0..<40 where try await commands.user("u\(number)").state.exists { owners.append("u\(number)") }
        #expect(owners == won.value && owners.count == 1)
        #expect(lost.value == 39)
    }

    @Test func anAddressThatWasGivenUpIsFree() async throws {
        try await create("ada", "ada@example.com")
        await #expect(throws: AddressClaims.Taken.self) { try await create("eve", "ada@example.com") }
        #expect(try await store.version(of: "user-eve") == 0)
        try await commands.tell("ada", .updateEmail("countess@example.com"))
        try await create("eve", "ada@example.com")
        await #expect(throws: AddressClaims.Taken.self) {
            try await commands.tell("ada", .updateEmail("ada@example.com"))
        }
        #expect(try await commands.user("ada").state.email == "countess@example.com")
    }

    @Test func aClaimThatACrashLeftBehindHoldsNobodyUp() async throws {
        let claims = Repository<AddressClaim>(store: store)
        try await claims.tell("ada@example.com", "crashed")
        try await create("ada", "ada@example.com")
        // Whoever had crashed comes back: its command starts over on the new version, and is refused.
        await #expect(throws: AddressClaims.Taken.self) { try await create("crashed", "ada@example.com") }
    }

    @Test func aTakenOverClaimStopsTheOneThatIsJustBeingUsed() async throws {
        let users = Repository<UserAggregate>(store: store)
        let addresses = AddressClaims(store: store, users: users)
        let address = try #require(EmailAddress("ada@example.com"))
        var slow = try await users.load("slow")
        try slow.handle(.create(name: "slow", email: address.text, avatar: "https://a"))
        try await addresses.claim(address, for: "slow", metadata: EventMetadata())
        try await create("quick", address.text)
        await #expect(throws: EventStoreError.self) { try await users.save(&slow) }
        #expect(try await !commands.user("slow").state.exists)
    }

    @Test func theSameKeyDoesNothingASecondTime() async throws {
        try await create("ada", "ada@example.com", key: "k1")
        try await create("ada", "ada@example.com", key: "k1")
        try await commands.tell("ada", .updateEmail("a@example.com"), key: "k2")
        try await commands.tell("ada", .updateEmail("b@example.com"), key: "k3")
        try await commands.tell("ada", .updateEmail("a@example.com"), key: "k2")
        #expect(try await commands.user("ada").state.email == "b@example.com")
        await #expect(throws: UserCommands.KeyReused.self) { try await create("eve", "eve@example.com", key: "k1") }
    }

    @Test func anotherVersionThanExpectedNamesBoth() async throws {
        try await create("ada", "ada@example.com")
        let conflict = await #expect(throws: AppendConflict.self) {
            try await commands.tell("ada", .updateEmail("a@example.com"), expectedVersion: 7)
        }
        #expect(conflict == AppendConflict(stream: "user-ada", expected: 7, actual: 1))
        try await commands.tell("ada", .updateEmail("a@example.com"), expectedVersion: 1)
    }

    @Test func aFreshShopHasTheSameCustomersForTheSameSeed() async throws {
        let other = InMemoryEventStore()
        try await UserSeed(seed: 7).plant(commands)
        try await UserSeed(seed: 7).plant(UserCommands(store: other))
        var names: Set<String> = []
        for number in 1...UserSeed.count {
            let user = try await commands.user("user-\(number)").state
            #expect(user.exists && EmailAddress(user.email) != nil)
            #expect(try await user == UserCommands(store: other).user("user-\(number)").state)
            names.insert(user.name)
        }
        #expect(names.count > 50)
        let head = try await store.head()
        try await UserSeed(seed: 7).plant(commands)
        #expect(try await store.head() == head)
    }

    @Test(arguments: [
        "", "@", "a@", "@b.c", "a@b", "a b@c.d", "a@b..c", "a@-b.c", "a@b.c\n", "a@b.c,d@e.f", "<a@b.c>", "a\"@b.c",
        ".a@b.c", "a..b@c.d", "a@b@c.d", "a@\u{202E}b.c", "\u{0}a@b.c", String(repeating: "a", count: 65) + "@b.c",
        "a@" + String(repeating: "b.", count: 100) + "c",
    ])
    func whatCannotBeAnAddressIsNone(text: String) {
        #expect(EmailAddress(text) == nil)
    }

    @Test(arguments: ["a@b.c", "ada.lovelace+news@mail.example.com", "grüße@bücher.example", "o'neil@x-y.co"])
    func whatCanBeAnAddressIsOne(text: String) {
        #expect(EmailAddress(text)?.text == text)
    }
}
