import EventSourcing
import Foundation
import Testing

@testable import ShopServices

/// The read model of users, its search, and that it is what the events say.
struct UserQueriesTests {
    let file: StoreOfTest
    var commands: UserCommands { UserCommands(store: file.store) }
    var queries: UserQueries { UserQueries(database: file) }

    init() async throws {
        file = try StoreOfTest()
    }

    private func create(_ id: String, _ name: String, _ email: String) async throws {
        try await commands.tell(id, .create(name: name, email: email, avatar: "https://a/\(id)"))
    }

    @Test func aUserIsFoundByIdAddressAndWords() async throws {
        try await create("1", "Ada Lovelace", "ada@example.com")
        try await create("2", "André-Marie Ampère", "ampere@lyon.example")
        try await file.catchUp(UserProjection())
        let ada = try #require(try await queries.getUser("1"))
        #expect(ada.name == "Ada Lovelace" && ada.version == 1 && ada.preferences == UserPreferences())
        #expect(try await queries.getUser("3") == nil)
        #expect(try await queries.getUsersByEmail("ADA@Example.COM").map(\.id) == ["1"])
        for query in ["ada", "Love", "lovelace ada", "ada@example.com", "exam AD"] {
            #expect(try await queries.searchUsers(query).map(\.id) == ["1"], "\(query)")
        }
        #expect(try await queries.searchUsers("ampere").map(\.id) == ["2"])
        #expect(try await queries.searchUsers("ada ampere").isEmpty)
    }

    @Test func aChangedAddressIsFoundAndTheOldOneIsNot() async throws {
        try await create("1", "Ada", "ada@example.com")
        try await commands.tell("1", .updateEmail("countess@lovelace.example"))
        try await commands.tell("1", .changePreferences(PreferencesChange(language: "fr", newsletter: true)))
        try await file.catchUp(UserProjection())
        #expect(try await queries.searchUsers("countess").count == 1)
        #expect(try await queries.searchUsers("example.com").isEmpty)
        #expect(try await queries.getUsersByEmail("ada@example.com").isEmpty)
        let ada = try #require(try await queries.getUser("1"))
        #expect(ada.version == 3 && ada.preferences.language == "fr" && ada.updatedAt >= ada.createdAt)
    }

    @Test func beforeAnythingHasHappenedNobodyIsFound() async throws {
        #expect(try await queries.getUser("1") == nil)
        #expect(try await queries.searchUsers("ada").isEmpty)
        #expect(try await queries.getUsersByEmail("a@b.c").isEmpty)
    }

    @Test(arguments: [
        "\"", "\"\"\"", "*", "ada*", "-ada", "ada OR eve", "NEAR(ada eve)", "name:ada", "name : ada",
        "{name email}: ada",
        "(", ")", "^ada", "'; DROP TABLE users; --", "ada AND", "NOT", "+", "\u{0}", "ad\u{0}a", "%", "_", "🦊", "",
        "   ", String(repeating: "(", count: 5_000), String(repeating: "a ", count: 5_000), "ada\\", "a\"b",
        "\u{202E}ada", "rank", "users_search", "ada:", "col:*",
    ])
    func aHostileQueryIsTextAndNothingElse(query: String) async throws {
        try await create("1", "Ada", "ada@example.com")
        try await create("2", "Eve", "eve@example.com")
        try await file.catchUp(UserProjection())
        let found = try await queries.searchUsers(query)
        #expect(found.count < 2, "\(found)")
        #expect(try await queries.getUser("1") != nil)
    }

    @Test(arguments: 0..<20 as Range<UInt64>)
    func randomQueriesNeverFailAndFindOnlyWhatHasAllWords(seed: UInt64) async throws {
        var random = ShopServices.SeededGenerator(seed: seed)
        let alphabet = [
            "a", "d", "e", "v", "\"", "*", " ", "(", ")", ":", "-", "^", "{", "}", "'", ".", "@", "é", "\u{0}",
        ]
        func text(_ length: ClosedRange<Int>) -> String {
            (0..<Int.random(in: length, using: &random)).map { _ in alphabet.randomElement(using: &random) ?? "" }
                .joined()
        }
        for number in 0..<20 {
            try await create("\(number)", "n" + text(1...12), "u\(number)@example.com")
        }
        try await file.catchUp(UserProjection())
        for _ in 0..<50 {
            let query = text(1...8)
            let words = query.lowercased().split { !$0.isLetter && !$0.isNumber }.map { fold(String($0)) }
            for user in try await queries.searchUsers(query, limit: 100) {
                let has = (user.name + " " + user.email).lowercased().split { !$0.isLetter && !$0.isNumber }
                    .map { fold(String($0)) }
                #expect(
                    words.allSatisfy { word in has.contains { $0.hasPrefix(word) } },
                    "seed \(seed): \"\(query)\" found \"\(user.name)\"")
            }
        }
    }

    private func fold(_ word: String) -> String { word.folding(options: .diacriticInsensitive, locale: nil) }

    @Test(arguments: 0..<10 as Range<UInt64>)
    func theReadModelIsWhatARebuildMakesOfTheEvents(seed: UInt64) async throws {
        var random = ShopServices.SeededGenerator(seed: seed)
        for number in 0..<60 {
            let id = "\(Int.random(in: 0..<8, using: &random))"
            let command: UserAggregate.Command =
                switch Int.random(in: 0..<4, using: &random) {
                case 0: .create(name: "n\(number)", email: "n\(number)@example.com", avatar: "https://a")
                case 1: .changePreferences(PreferencesChange(newsletter: Bool.random(using: &random)))
                default: .updateEmail("n\(Int.random(in: 0..<20, using: &random))@example.com")
                }
            do { try await commands.tell(id, command) } catch is UserAggregate.Refusal {} catch is AddressClaims.Taken {
            }
            if Int.random(in: 0..<5, using: &random) == 0 { try await file.catchUp(UserProjection()) }
        }
        try await file.catchUp(UserProjection())
        #expect(try await file.isAsRebuilt(UserProjection()), "seed \(seed)")
        for number in 0..<8 {
            let user = try await commands.user("\(number)")
            guard user.state.exists else { continue }
            let view = try #require(try await queries.getUser("\(number)"))
            #expect(view.email == user.state.email && view.version == user.version)
            #expect(try await queries.getUsersByEmail(view.email).map(\.id) == ["\(number)"], "seed \(seed)")
        }
    }
}
