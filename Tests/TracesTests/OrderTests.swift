import ResilienceTesting
import Testing

@testable import Traces

@Suite struct OrderTests {
    @Test(arguments: 1...10 as ClosedRange<UInt64>)
    func aListKeptSortedIsTheListSorted(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var model: Set<TraceOrder.Entry> = []
        var order = TraceOrder()
        for step in 0..<4000 {
            if let entry = model.randomElement(using: &random), Int.random(in: 0..<3, using: &random) == 0 {
                model.remove(entry)
                order.remove(entry)
            } else {
                let entry = TraceOrder.Entry(key: UInt64.random(in: 0..<500, using: &random), trace: UInt32(step))
                model.insert(entry)
                order.insert(entry)
            }
        }
        let sorted = model.sorted { ($0.key, $0.trace) > ($1.key, $1.trace) }
        let snapshot = order.snapshot()
        #expect((0..<snapshot.count).map { snapshot[$0] } == sorted)
        #expect(sorted.enumerated().allSatisfy { snapshot.place(of: $0.element) == $0.offset })
        #expect(snapshot.place(of: TraceOrder.Entry(key: 1000, trace: 1)) == nil)
        let rebuilt = TraceOrder(sorted.shuffled(using: &random)).snapshot()
        #expect((0..<rebuilt.count).map { rebuilt[$0] } == sorted)
    }

    @Test func aSnapshotStaysAsItWas() {
        var order = TraceOrder()
        for trace in 0..<1000 as Range<UInt32> { order.insert(TraceOrder.Entry(key: UInt64(trace), trace: trace)) }
        let before = order.snapshot()
        for trace in 0..<1000 as Range<UInt32> { order.remove(TraceOrder.Entry(key: UInt64(trace), trace: trace)) }
        #expect(before.count == 1000)
        #expect(before[0] == TraceOrder.Entry(key: 999, trace: 999))
        #expect(order.snapshot().count == 0)
    }
}
