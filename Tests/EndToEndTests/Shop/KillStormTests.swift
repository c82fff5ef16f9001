import Foundation
import Testing

/// Whatever is killed, paused or out of disk: once the storm is over and nobody orders any more, everything that was
/// promised is true, and nothing is under way.
///
/// Short here; `make storm` makes it long with `SHOP_STORM_SECONDS` and `SHOP_STORM_SEEDS`.
@Suite(.serialized) struct KillStormTests {
    private static let environment = ProcessInfo.processInfo.environment
    /// Seconds of each storm.
    static let length = Duration.seconds(environment["SHOP_STORM_SECONDS"].flatMap(Int.init) ?? 12)
    static let seeds = environment["SHOP_STORM_SEEDS"]?.split(separator: ",").compactMap { UInt64($0) } ?? [1]
    /// Shorter than a pause, so that a paused worker has lost its saga when it wakes; breakers that try soon, so that the
    /// shop comes to rest soon.
    static let lease = ["SHOP_SAGA_LEASE": "1s", "SHOP_BREAKER_RESET": "1s"]

    @Test(arguments: seeds) func servicesThatAreKilledEverySecondLoseNothing(seed: UInt64) async throws {
        try await weather(Storm(seed: seed, length: Self.length, blow: .kill))
    }

    @Test(arguments: seeds) func servicesThatArePausedLongerThanTheirLeasesDoNothingTwice(seed: UInt64) async throws {
        try await weather(Storm(seed: seed, length: Self.length, blow: .pause(.milliseconds(2500))))
    }

    private func weather(_ calm: Storm) async throws {
        var before: ShopProcess.Verdict?
        try await ShopProcess.run(["--rate", "15", "--seed", "\(calm.seed)"], environment: Self.lease) { shop in
            var storm = calm
            try await storm.rage(over: shop)
            let (code, verdict) = try await shop.settle()
            #expect(code == 0 && verdict.violations.isEmpty && verdict.in_flight == 0, "\(verdict)\n\(storm.diary)")
            // It was a storm, and the shop worked in it.
            #expect(storm.hits > 2)
            #expect(verdict.orders > 10 && verdict.confirmed > 0)
            before = verdict
        } afterwards: { shop in
            // The same without a process: verify needs none.
            let (code, verdict) = try await shop.verify()
            #expect(code == 0)
            #expect(verdict == before)
        }
    }
}
