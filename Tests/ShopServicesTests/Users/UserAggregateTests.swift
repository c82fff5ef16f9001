import EventSourcing
import Foundation
import Testing

@testable import ShopServices

/// Given facts, when a command, then facts or a refusal.
struct UserAggregateTests {
    private static let ada = UserFact.userCreated(name: "Ada", email: "ada@example.com", avatar: "https://a/1")

    private func given(_ facts: UserFact..., when command: UserAggregate.Command) throws -> [UserFact] {
        var user = UserAggregate(id: "1")
        for fact in facts { user.apply(fact) }
        return try user.decide(command)
    }

    @Test func aNewUserIsCreated() throws {
        let facts = try given(when: .create(name: "Ada", email: "ada@example.com", avatar: "https://a/1"))
        #expect(facts == [Self.ada])
    }

    @Test func aUserIsCreatedOnce() throws {
        #expect(throws: UserAggregate.Refusal.existsAlready) {
            try given(Self.ada, when: .create(name: "Eve", email: "eve@example.com", avatar: "https://a/2"))
        }
    }

    @Test func anAddressThatLapsedBeforeDoesNotKeepAUserFromBeingCreated() throws {
        let facts = try given(
            .userAddressLapsed(email: "ada@example.com"),
            when: .create(name: "Ada", email: "ada@example.com", avatar: "https://a/1"))
        #expect(facts == [Self.ada])
    }

    @Test func anAddressIsUpdatedFromTheOldToTheNew() throws {
        #expect(
            try given(Self.ada, when: .updateEmail("countess@example.com")) == [
                .userEmailUpdated(oldEmail: "ada@example.com", newEmail: "countess@example.com")
            ])
    }

    @Test func theSameAddressIsNothingNew() throws {
        #expect(try given(Self.ada, when: .updateEmail("ada@example.com")).isEmpty)
        let there = UserFact.userEmailUpdated(oldEmail: "ada@example.com", newEmail: "a@b.c")
        #expect(try given(Self.ada, there, when: .updateEmail("a@b.c")).isEmpty)
    }

    @Test func nobodyHasNoAddressAndNoPreferences() throws {
        #expect(throws: UserAggregate.Refusal.doesNotExist) { try given(when: .updateEmail("a@b.c")) }
        #expect(throws: UserAggregate.Refusal.doesNotExist) {
            try given(when: .changePreferences(PreferencesChange(newsletter: true)))
        }
    }

    @Test func whatIsNotChangedOfThePreferencesStays() throws {
        let german = UserPreferences(language: "de-AT", newsletter: false, theme: .dark)
        let facts = try given(
            Self.ada, .userPreferencesChanged(preferences: german),
            when: .changePreferences(PreferencesChange(newsletter: true)))
        #expect(
            facts == [
                .userPreferencesChanged(
                    preferences: UserPreferences(language: "de-AT", newsletter: true, theme: .dark))
            ])
        #expect(
            try given(
                Self.ada, .userPreferencesChanged(preferences: german),
                when: .changePreferences(PreferencesChange(theme: .dark))
            ).isEmpty)
    }

    @Test func aUserIsRebuiltFromItsEvents() async throws {
        let store = InMemoryEventStore()
        let commands = UserCommands(store: store)
        try await commands.tell("1", .create(name: "Ada", email: "ada@example.com", avatar: "https://a/1"))
        let told = try await commands.tell("1", .updateEmail("countess@example.com"))
        let events = try await store.allEvents(of: "user-1")
        let rebuilt = try Tracked<UserAggregate>.rebuilt(id: "1", from: events)
        #expect(rebuilt.state == told.state && rebuilt.version == 2)
        #expect(events.map(\.type) == ["UserCreated", "UserEmailUpdated"])
    }
}
