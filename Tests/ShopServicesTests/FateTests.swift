import Testing

@testable import ShopServices

struct FateTests {
    @Test func theSameSeedAndNameDrawTheSame() {
        #expect(Fate(seed: 1).draw("a", "b") == Fate(seed: 1).draw("a", "b"))
        #expect(Fate(seed: 1).draw("a", "b") != Fate(seed: 2).draw("a", "b"))
        #expect(Fate(seed: 1).draw("a", "b") != Fate(seed: 1).draw("ab", ""))
    }

    @Test func drawsAreSpreadEvenly() {
        var tenths = [Int](repeating: 0, count: 10)
        for index in 0..<20_000 { tenths[Int(Fate(seed: 3).draw("order-\(index)") * 10)] += 1 }
        #expect(tenths.allSatisfy { abs($0 - 2000) < 200 })
    }

    @Test func workTakesAboutItsMedianAndNeverMoreThanItsLimit() {
        let durations = (0..<2001).map { index in
            Fate(seed: 4).duration(
                median: .milliseconds(40), spread: 0.6, limit: .milliseconds(480), of: "\(index)")
        }.sorted()
        #expect(durations[1000] > .milliseconds(37) && durations[1000] < .milliseconds(43))
        #expect(durations[2000] <= .milliseconds(480))
        #expect(durations[0] > .zero)
    }

    @Test func orderNamesAreUniqueAndNumbered() {
        var random = SeededGenerator(seed: 1)
        let ids = OrderIDs(using: &random), others = OrderIDs(using: &random)
        #expect(OrderIDs.number(in: ids.next()) == "1")
        #expect(OrderIDs.number(in: ids.next()) == "2")
        #expect(ids.next() != others.next())
        #expect(ids.next().wholeMatch(of: /order-[0-9a-f]{6}-4/) != nil)
    }
}
