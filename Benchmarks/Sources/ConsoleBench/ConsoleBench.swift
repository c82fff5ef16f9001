import Console
import Foundation
import Glibc
import OperationsWatching
import TerminalUI

/// What pages of many items cost: painting one, and taking over a snapshot in which one item has changed. Snapshots come
/// from the real watcher, whose services are in memory.
@main struct ConsoleBench {
    static func main() async {
        for sagas in [1_000, 10_000, 100_000] { await measureSagas(sagas) }
        for breakers in [100, 1_000] { await measureBreakers(breakers) }
    }

    // MARK: - The two pages

    static func measureSagas(_ count: Int) async {
        let service = StagedService("orders", sagas: count, breakers: 20)
        var page = PaintedPage(.sagas)
        await watching([service]) { snapshots in
            guard let first = await next(&snapshots, until: { $0.services[0].sagas.value.count == count }) else {
                return
            }
            var refreshes: [Double] = []
            page.take(first)
            let frames = page.frames()
            var last = first.services[0].sagas.value.lastChange
            for number in 0..<200 {
                service.changeSaga(number * 37)
                guard
                    let snapshot = await next(&snapshots, until: { $0.services[0].sagas.value.lastChange > last })
                else { return }
                last = snapshot.services[0].sagas.value.lastChange
                refreshes.append(page.take(snapshot))
            }
            report("sagas", count, frames, refreshes)
        }
    }

    static func measureBreakers(_ count: Int) async {
        let services = (0..<10).map { StagedService("service-\($0)", sagas: 0, breakers: count / 10) }
        var page = PaintedPage(.breakers)
        await watching(services) { snapshots in
            let isWhole: (OperationsSnapshot) -> Bool = { snapshot in
                snapshot.services.reduce(0) { $0 + $1.breakers.value.count } == count
            }
            guard let first = await next(&snapshots, until: isWhole) else { return }
            page.take(first)
            let frames = page.frames()
            var refreshes: [Double] = []
            var looks = first.looks
            for number in 0..<200 {
                services[number % 10].changeBreaker(number)
                guard let snapshot = await next(&snapshots, until: { $0.looks > looks }) else { return }
                looks = snapshot.looks
                refreshes.append(page.take(snapshot))
            }
            report("breakers", count, frames, refreshes)
        }
    }

    // MARK: - Snapshots

    /// Runs a watcher of services for as long as `body` needs it.
    static func watching(
        _ services: [StagedService], _ body: (inout AsyncStream<OperationsSnapshot>.Iterator) async -> Void
    ) async {
        let byBase = Dictionary(uniqueKeysWithValues: services.map { ($0.name, $0) })
        let environment = OperationsWatcher.Environment(
            now: { Date() }, sleep: { try await Task.sleep(for: $0) }, chance: { 0.5 },
            reader: { api in byBase[api.base] ?? services[0] })
        let apis = services.map { WatchedAPI(service: $0.name, base: $0.name, interval: .milliseconds(100)) }
        let watcher = OperationsWatcher(apis, environment: environment)
        let running = Task { await watcher.run() }
        var snapshots = watcher.snapshots.makeAsyncIterator()
        await body(&snapshots)
        running.cancel()
        await running.value
    }

    static func next(
        _ snapshots: inout AsyncStream<OperationsSnapshot>.Iterator, until isWanted: (OperationsSnapshot) -> Bool
    ) async -> OperationsSnapshot? {
        while let snapshot = await snapshots.next() { if isWanted(snapshot) { return snapshot } }
        return nil
    }

    // MARK: - What is told

    static func report(_ what: String, _ count: Int, _ frames: [Double], _ refreshes: [Double]) {
        func words(_ times: [Double]) -> String {
            let sorted = times.sorted()
            func at(_ share: Double) -> String {
                let place = min(sorted.count - 1, Int(Double(sorted.count) * share))
                return String(format: "%.2f", sorted[place])
            }
            return "p50 \(at(0.5)) ms, p99 \(at(0.99)) ms"
        }
        print(
            "\(count) \(what): a frame \(words(frames)); "
                + "taking over one change and painting \(words(refreshes))")
    }
}

/// A console at one page, in 200 columns and 50 lines.
struct PaintedPage {
    private var state: State

    init(_ page: Page) {
        state = State(
            options: Options(title: "bench", theme: .dark), size: Size(width: 200, height: 50), now: Date(), page: page)
    }

    /// Takes a snapshot over and paints.
    /// - Returns: milliseconds of the processor's time.
    @discardableResult
    mutating func take(_ snapshot: OperationsSnapshot) -> Double {
        let began = Self.processorTime()
        _ = reduce(&state, .operationsArrived(snapshot))
        _ = view(state)
        return (Self.processorTime() - began) / 1e6
    }

    /// Milliseconds of the processor's time for each of many keys that move the cursor, and the frame after it.
    mutating func frames() -> [Double] {
        let keys = [Key.Code.down, .down, .pageDown, .up, .pageDown, .down, .end, .up, .pageUp, .home]
        return (0..<400).map { number in
            let began = Self.processorTime()
            _ = reduce(&state, .input(.key(Key(keys[number % keys.count]))))
            _ = view(state)
            return (Self.processorTime() - began) / 1e6
        }
    }

    /// Nanoseconds that this thread has computed: what else the machine does is not counted.
    private static func processorTime() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) * 1e9 + Double(time.tv_nsec)
    }
}
