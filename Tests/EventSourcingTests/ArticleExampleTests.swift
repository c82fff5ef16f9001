import EventSourcing
import Testing

/// The example of the library's article, word for word.
struct ArticleExampleTests {
    struct Account: Aggregate {
        enum Command: Sendable { case open(owner: String), deposit(cents: Int) }
        enum Fact: DomainEvent, Codable { case accountOpened(owner: String), moneyDeposited(cents: Int) }
        struct IsNotOpen: Error {}

        static let category = "account"
        var owner: String?
        var balance = 0

        init(id: String) {}

        func decide(_ command: Command) throws -> [Fact] {
            switch command {
            case .open(let owner):
                return self.owner == nil ? [.accountOpened(owner: owner)] : []
            case .deposit(let cents):
                guard owner != nil else { throw IsNotOpen() }
                return [.moneyDeposited(cents: cents)]
            }
        }

        mutating func apply(_ fact: Fact) {
            switch fact {
            case .accountOpened(let owner): self.owner = owner
            case .moneyDeposited(let cents): balance += cents
            }
        }
    }

    @Test func theExampleDepositsOnce() async throws {
        let folder = try TemporaryFolder()
        let path = folder.file()

        let store = try SQLiteEventStore(path: path)
        let accounts = Repository<Account>(store: store)
        try await accounts.tell("ada", .open(owner: "Ada"))
        try await accounts.tell("ada", .deposit(cents: 500), commandID: "deposit-17")
        try await accounts.tell("ada", .deposit(cents: 500), commandID: "deposit-17")  // nothing happens
        let balance = try await accounts.load("ada").state.balance  // 500

        #expect(balance == 500)
    }
}
