import EventSourcing
import Foundation
import Testing

struct AggregateTests {
    @Test func decisionsAreUncommittedFactsUntilTheyAreMarked() throws {
        var account = Tracked<Account>(id: "1")
        try account.handle(.open(owner: "ada"))
        try account.handle(.deposit(cents: 500))
        #expect(account.uncommitted == [.accountOpened(owner: "ada"), .moneyDeposited(cents: 500)])
        #expect(account.version == 0)
        account.markCommitted()
        #expect(account.uncommitted.isEmpty && account.version == 2)
        #expect(account.state.balance == 500)
    }

    @Test func aRefusedCommandChangesNothing() throws {
        var account = Tracked<Account>(id: "1")
        #expect(throws: Account.Refusal.isNotOpen) { try account.handle(.deposit(cents: 5)) }
        #expect(account.uncommitted.isEmpty && account.state == Account(id: "1"))
    }

    @Test func anEnumNamesItsEventsAndTheirFields() throws {
        let event = try NewEvent(Account.Fact.moneyDeposited(cents: 500))
        #expect(event.type == "MoneyDeposited")
        #expect(String(decoding: event.data, as: UTF8.self) == #"{"cents":500}"#)
        #expect(try NewEvent(Account.Fact.accountOpened(owner: "ada")).schemaVersion == 3)
        #expect(try Account.Fact(type: "MoneyDeposited", data: event.data) == .moneyDeposited(cents: 500))
    }

    @Test func quotesAndControlCharactersSurvive() throws {
        let fact = Account.Fact.accountOpened(owner: "A\"d\\a\u{0}\n{}:é🦊")
        let (type, data) = try fact.encoded()
        #expect(try Account.Fact(type: type, data: data) == fact)
    }

    @Test func anUnknownTypeIsToldFromWrongData() {
        for type in ["Vanished", "", #"MoneyDeposited":{"cents":5}},"x"#, "Money\\Deposited", "A\u{0}"] {
            #expect(throws: UnknownEventType(type: type)) { try Account.Fact(type: type, data: Data("{}".utf8)) }
        }
        for data in ["", "{", "null", "[]", #"{"cents":"x"}"#, "{}", #"{},"x":{"#] {
            #expect(throws: DecodingError.self) { try Account.Fact(type: "MoneyDeposited", data: Data(data.utf8)) }
        }
    }
}

struct UpcasterTests {
    private func event(_ type: String, _ schema: Int, _ data: String) -> Event {
        Event(
            id: "e", stream: "account-1", version: 1, position: 7, type: type, schemaVersion: schema,
            data: Data(data.utf8), timestamp: Date(timeIntervalSince1970: 0), lane: .normal, metadata: EventMetadata())
    }

    private let decoder = EventDecoder<Account.Fact>(upcasters: Account.upcasters)

    @Test(arguments: [(1, #"{"name":"ada"}"#), (2, #"{"holder":"ada"}"#), (3, #"{"owner":"ada"}"#)])
    func everyShapeIsBroughtUpToTheNewest(schema: Int, data: String) throws {
        #expect(try decoder.decode(event("AccountOpened", schema, data)) == .accountOpened(owner: "ada"))
    }

    @Test func whatCannotBeReadSaysWhereAndWhy() {
        let wrong: [(Event, EventDecodingError.Cause)] = [
            (event("Vanished", 1, "{}"), .unknownType),
            (event("AccountOpened", 4, "{}"), .newerShape(known: 3)),
            (event("AccountOpened", 0, "{}"), .noUpcaster),
            (event("AccountOpened", 1, "[]"), .malformed("the data of AccountOpened is no JSON object")),
        ]
        for (event, cause) in wrong {
            let error = #expect(throws: EventDecodingError.self) { try decoder.decode(event) }
            #expect(error?.cause == cause)
            #expect(error?.position == 7 && error?.stream == "account-1")
        }
    }

    @Test func manyAtOnceAreReadLikeOneByOne() throws {
        let events = [
            event("AccountOpened", 1, #"{"name":"ada"}"#), event("MoneyDeposited", 1, #"{"cents":5}"#),
            event("AccountOpened", 3, #"{"owner":"bo"}"#),
        ]
        #expect(try decoder.decode(events) == events.map { try decoder.decode($0) })
        #expect(try decoder.decode([]).isEmpty)
    }

    @Test func brokenPiecesThatWouldFitTogetherAreNotTakenForFacts() {
        let pieces = [
            event("AccountOpened", 3, #"{"owner":""#), event("AccountOpened", 3, #""}"#),
            event("MoneyDeposited", 1, #"{"cents":5}},{"moneyDeposited":{"cents":6}"#),
        ]
        #expect(throws: EventDecodingError.self) { try decoder.decode(pieces) }
    }

    @Test func amongManyTheOneThatCannotBeReadIsNamed() {
        let good = event("MoneyDeposited", 1, #"{"cents":5}"#)
        let injected = #"{"cents":5}},{"moneyDeposited":{"cents":6}"#
        for bad in [event("Vanished", 1, "{}"), event("MoneyDeposited", 1, "{"), event("MoneyDeposited", 1, injected)] {
            let error = #expect(throws: EventDecodingError.self) { try decoder.decode([good, bad, good]) }
            #expect(error?.type == bad.type)
        }
    }

    @Test func upcastersThatGoRoundInACircleAreFoundOut() {
        let decoder = EventDecoder<Account.Fact>(upcasters: [
            Upcaster("AccountOpened", from: 1, renamingTo: "Other") { $0 },
            Upcaster("Other", from: 2, renamingTo: "AccountOpened") { $0 },
        ])
        let error = #expect(throws: EventDecodingError.self) { try decoder.decode(event("AccountOpened", 1, "{}")) }
        #expect(error != nil)
    }
}
