import Foundation
import ResilienceTesting
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Bad weather for a running shop, the same each time for the same seed: every second something happens to a random
/// service, and now and then something is broken on purpose as well.
struct Storm {
    /// What happens to a service every second.
    enum Blow: Sendable {
        /// `kill -9`.
        case kill
        /// SIGSTOP, and SIGCONT after a time that is longer than every lease.
        case pause(Duration)
    }

    let seed: UInt64
    let length: Duration
    let blow: Blow

    /// What was done, for whoever has to understand a failure.
    private(set) var diary: [String] = []
    /// Blows that hit a running process.
    private(set) var hits = 0
    private var random: SeededGenerator

    init(seed: UInt64, length: Duration, blow: Blow) {
        self.seed = seed
        self.length = length
        self.blow = blow
        random = SeededGenerator(seed: seed)
    }

    /// Rages until its time is over. Nothing stays paused.
    mutating func rage(over shop: ShopProcess) async throws {
        let start = ContinuousClock.now
        var next = start
        var round = 0
        while ContinuousClock.now - start < length {
            next += .seconds(1)
            round += 1
            if round % 3 == 0 { try await breakSomething(in: shop) }
            try await strike(shop)
            try? await ContinuousClock().sleep(until: next)
        }
    }

    private mutating func strike(_ shop: ShopProcess) async throws {
        guard let name = shop.running.randomElement(using: &random) else { return }
        guard let pid = shop.processes[name]?.pid else {
            diary.append("\(name) is down already")
            return
        }
        switch blow {
        case .kill:
            guard kill(pid, SIGKILL) == 0 else { return }
            diary.append("kill -9 \(name)")
        case .pause(let length):
            guard kill(pid, SIGSTOP) == 0 else { return }
            diary.append("SIGSTOP \(name) for \(length)")
            try? await ContinuousClock().sleep(for: length)
            kill(pid, SIGCONT)
        }
        hits += 1
    }

    private mutating func breakSomething(in shop: ShopProcess) async throws {
        guard let name = shop.running.randomElement(using: &random) else { return }
        let what: [String] =
            switch Int.random(in: 0..<4, using: &random) {
            case 0: ["--fail", "0.5"]
            case 1: ["--latency", "200ms", "--jitter", "300ms"]
            case 2: ["--hang"]
            default: ["--refuse"]
            }
        diary.append("chaos \(name) \(what.joined(separator: " "))")
        // One that is down takes it when it is back.
        _ = try await shop.command(["chaos", name, "--for", "2s"] + what)
    }
}
