import Synchronization

/// A count that many threads add to at once without waiting for each other: each adds to one of a few cells that lie
/// apart in memory. Reading sums them up.
@usableFromInline
struct StripedCounter: ~Copyable, Sendable {
    /// Two cache lines, so that neighbours do not disturb each other (some processors fetch lines in pairs).
    @usableFromInline
    struct Cell: ~Copyable, Sendable {
        @usableFromInline let count = Atomic<UInt64>(0)
        @usableFromInline let padding: InlineArray<15, UInt64> = .init(repeating: 0)

        @usableFromInline init() {}
    }

    @usableFromInline static let cellCount = 16
    @usableFromInline let cells: InlineArray<16, Cell>

    @usableFromInline init() {
        cells = InlineArray { _ in Cell() }
    }

    /// - Complexity: O(1); one relaxed atomic addition, rarely shared with another thread.
    @inlinable
    func increment() {
        cells[Self.cellOfThisThread].count.add(1, ordering: .relaxed)
    }

    /// The sum at some moment during the call.
    var total: UInt64 {
        var sum: UInt64 = 0
        for index in cells.indices { sum &+= cells[index].count.load(ordering: .relaxed) }
        return sum
    }

    /// Threads have their stacks far apart, so where a local variable lies tells them apart well enough. A wrong guess
    /// costs time, never a count.
    @inlinable
    static var cellOfThisThread: Int {
        var local: UInt8 = 0
        let address = withUnsafeMutablePointer(to: &local) { UInt(bitPattern: $0) }
        return Int(truncatingIfNeeded: ((address >> 16) &* 0x9E37_79B9_7F4A_7C15) >> 60)
    }
}
