import EventSourcing
import Foundation

/// How appending and reading get slower as the store grows.
struct GrowthBench: Sendable {
    let folder: String
    let largest: Int

    func run() async throws {
        let store = try SQLiteEventStore(path: "\(folder)/growth.sqlite")
        let data = Data(repeating: UInt8(ascii: "x"), count: 200)
        var size = 1_000
        while size <= largest {
            for batch in stride(from: try await store.head(), to: size, by: 1_000) {
                let events = (0..<1_000).map { _ in NewEvent(type: "Grown", data: data) }
                _ = try await store.append(Append(to: StreamID(rawValue: "s-\(batch)"), expecting: 0, events))
            }
            try await measure(store, size)
            size *= 10
        }
    }

    private func measure(_ store: SQLiteEventStore, _ size: Int) async throws {
        let appends = 300
        let stream = StreamID(rawValue: "probe-\(size)")
        let appended = try await rate(of: appends) {
            for version in 0..<appends {
                _ = try await store.append(
                    Append(to: stream, expecting: version, [NewEvent(type: "Grown", data: Data())]))
            }
        }
        let reads = 300
        let read = try await rate(of: reads) {
            for number in 0..<reads {
                _ = try await store.page(after: number * (size / reads), matching: .all, limit: 100)
            }
        }
        report("store of \(size) events: appends one by one", appended, "appends")
        report("store of \(size) events: pages of 100 anywhere", read, "pages")
    }
}
