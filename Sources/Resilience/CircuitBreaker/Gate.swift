/// What a caller has to know of a breaker, in one word that can be read without the lock: revision, whether calls pass
/// freely, and whether a success would change nothing but a count.
@usableFromInline
struct Gate: Sendable {
    @usableFromInline let word: UInt64

    @inlinable
    init(word: UInt64) {
        self.word = word
    }

    init(_ machine: CircuitBreakerMachine) {
        var word = machine.revision << 2
        if case .closed = machine.phase {
            word |= 1
            if machine.window.successesOnlyCount { word |= 2 }
        }
        self.word = word
    }

    @inlinable var letsCallsPass: Bool { word & 1 != 0 }
    @inlinable var revision: UInt64 { word >> 2 }

    /// Whether a success of that call needs no more than counting.
    @inlinable
    func onlyCounts(_ ticket: CallTicket) -> Bool {
        word & 3 == 3 && revision == ticket.revision
    }
}
