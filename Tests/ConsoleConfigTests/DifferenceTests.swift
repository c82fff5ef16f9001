import ResilienceTesting
import Testing

@testable import ConsoleConfig

struct DifferenceTests {
    private let base = """
        { services: [ { name: 'orders', health: 'http://a/' }, { name: 'billing', health: 'http://b/' } ] }
        """

    @Test func whatChangedIsSaidInWords() {
        let text = """
            { services: [ { name: 'orders', health: ['http://a/', 'http://c/'], interval: '2s', mute: true },
                          { name: 'stock', health: 'http://s/' } ],
              traceLog: 't.jsonl', theme: 'light', history: { path: '/h' } }
            """
        #expect(
            difference(base, text) == [
                "orders: health http://a/ → http://a/, http://c/", "orders: interval 5s → 2s",
                "orders: mute false → true", "stock added", "billing removed",
                "traceLog: path none → /etc/fusebox/t.jsonl", "history: path none → /h", "screen: theme auto → light",
            ])
    }

    @Test func aServiceIsNotTakenForAPartOfTheConfigThatIsCalledTheSame() throws {
        func config(_ interval: String, _ audit: String) throws -> ConsoleConfig {
            let text = """
                { services: [ { name: 'audit', health: 'http://a/', interval: '\(interval)' } ],
                  audit: { path: '\(audit)' } }
                """
            return try #require(read(text).config)
        }
        let changes = ConfigDifference(from: try config("5s", "/a"), to: try config("2s", "/b")).changes
        #expect(changes.map(\.description) == ["audit: interval 5s → 2s", "audit: path /a → /b"])
        #expect(changes.map(\.isOfSection) == [false, true])
    }

    @Test func nothingIsSaidOfTheSameConfig() throws {
        let config = try #require(read(base).config)
        #expect(ConfigDifference(from: config, to: config).description == "nothing changed")
    }

    @Test func anotherOrderIsAChangeAndAnAddedServiceAloneIsNone() {
        let turned =
            "{ services: [ { name: 'billing', health: 'http://b/' }, { name: 'orders', health: 'http://a/' } ] }"
        #expect(difference(base, turned) == ["services: in another order"])
        let more = base.replacing("[ {", with: "[ { name: 'x', health: 'http://x/' }, {")
        #expect(difference(base, more) == ["x added"])
    }

    @Test func aSecretThatChangedIsSaidToHaveChangedAndNoMore() {
        func text(_ value: String) -> String {
            "{ services: [ { name: 'a', health: 'http://a/', headers: { 'Authorization': '\(value)' } } ] }"
        }
        #expect(difference(text("hunter2"), text("hunter3")) == ["a: header Authorization changed"])
        #expect(
            difference(text("hunter2"), text("hunter2").replacing("Authorization", with: "X-Token")) == [
                "a: header X-Token added", "a: header Authorization removed",
            ])
    }

    @Test func twoConfigsDifferExactlyWhenSomethingIsSaid() {
        var random = SeededGenerator(seed: 11)
        for _ in 0..<100 {
            let (old, new) = (RandomConfig.make(&random), RandomConfig.make(&random))
            #expect(ConfigDifference(from: old, to: old).changes.isEmpty)
            let isSilent = ConfigDifference(from: old, to: new).changes.isEmpty
            #expect(isSilent == (old == new))
        }
    }

    private func difference(_ old: String, _ new: String) -> [String] {
        guard let before = read(old).config, let after = read(new).config else { return ["unreadable"] }
        return ConfigDifference(from: before, to: after).changes.map(\.description)
    }
}
