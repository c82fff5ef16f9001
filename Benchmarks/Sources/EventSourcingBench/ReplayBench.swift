import EventSourcing
import Foundation

/// Reading a long stream from the file and applying it to an aggregate.
struct ReplayBench: Sendable {
    struct Counter: Aggregate {
        enum Fact: DomainEvent, Codable { case counted(by: Int) }

        static let category = "counter"
        var sum = 0

        init(id: String) {}
        func decide(_ command: Int) throws -> [Fact] { [.counted(by: command)] }
        mutating func apply(_ fact: Fact) {
            if case .counted(let amount) = fact { sum += amount }
        }
    }

    /// The same with data that needs no JSON.
    struct QuickCounter: Aggregate {
        enum Fact: DomainEvent {
            case counted(by: Int)

            init(type: String, data: Data) throws {
                guard type == "Counted" else { throw UnknownEventType(type: type) }
                self = .counted(by: data.reduce(0) { $0 * 10 + Int($1) - 48 })
            }
            func encoded() throws -> (type: String, data: Data) {
                guard case .counted(let amount) = self else { return ("", Data()) }
                return ("Counted", Data(String(amount).utf8))
            }
        }

        static let category = "quick"
        var sum = 0

        init(id: String) {}
        func decide(_ command: Int) throws -> [Fact] { [.counted(by: command)] }
        mutating func apply(_ fact: Fact) {
            if case .counted(let amount) = fact { sum += amount }
        }
    }

    let folder: String
    let count = 100_000

    func run() async throws {
        let store = try SQLiteEventStore(path: "\(folder)/replay.sqlite")
        report("replay into an aggregate, Codable facts", try await replay(Counter.self, store))
        report("replay into an aggregate, facts with a coding of their own", try await replay(QuickCounter.self, store))
    }

    private func replay<A: Aggregate>(_ type: A.Type, _ store: SQLiteEventStore) async throws -> Rate
    where A.Command == Int {
        let repository = Repository<A>(store: store)
        var tracked = try await repository.load("1")
        for _ in 0..<count / 1_000 {
            for amount in 0..<1_000 { try tracked.handle(amount) }
            try await repository.save(&tracked)
        }
        var rates: [Rate] = []
        for _ in 0..<5 { rates.append(try await rate(of: count) { _ = try await repository.load("1") }) }
        return median(rates)
    }
}
