import EventSourcing
import Foundation

/// The aggregate of these tests.
struct Account: Aggregate, Codable, Equatable {
    enum Command: Sendable {
        case open(owner: String)
        case deposit(cents: Int)
        case withdraw(cents: Int)
    }

    enum Fact: DomainEvent, Codable, Equatable {
        case accountOpened(owner: String)
        case moneyDeposited(cents: Int)
        case moneyWithdrawn(cents: Int)

        static func schemaVersion(of type: String) -> Int { type == "AccountOpened" ? 3 : 1 }
    }

    enum Refusal: Error, Equatable {
        case isOpenAlready
        case isNotOpen
        case tooLittleMoney
    }

    static let category = "account"
    var owner: String?
    var balance = 0

    init(id: String) {}

    func decide(_ command: Command) throws -> [Fact] {
        switch command {
        case .open(let owner):
            guard self.owner == nil else { throw Refusal.isOpenAlready }
            return [.accountOpened(owner: owner)]
        case .deposit(let cents):
            guard owner != nil else { throw Refusal.isNotOpen }
            return cents == 0 ? [] : [.moneyDeposited(cents: cents)]
        case .withdraw(let cents):
            guard balance >= cents else { throw Refusal.tooLittleMoney }
            return [.moneyWithdrawn(cents: cents)]
        }
    }

    mutating func apply(_ fact: Fact) {
        switch fact {
        case .accountOpened(let owner): self.owner = owner
        case .moneyDeposited(let cents): balance += cents
        case .moneyWithdrawn(let cents): balance -= cents
        }
    }

    /// From `{"name":…}` by way of `{"holder":…}` to `{"owner":…}`.
    static let upcasters = [
        Upcaster.editing("AccountOpened", from: 1) { $0["holder"] = $0.removeValue(forKey: "name") },
        Upcaster.editing("AccountOpened", from: 2) { $0["owner"] = $0.removeValue(forKey: "holder") },
        Upcaster("CashPaidIn", from: 1, renamingTo: "MoneyPaidIn") { $0 },
    ]
}
