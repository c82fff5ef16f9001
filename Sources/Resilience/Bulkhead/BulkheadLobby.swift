/// The rules of a bulkhead together with those who wait for their turn.
struct BulkheadLobby: Sendable {
    /// How waiting ends.
    enum Turn: Sendable {
        case granted
        case cancelled
        case timedOut
    }

    var machine: BulkheadMachine
    /// Those who sleep.
    var sleepers: [BulkheadMachine.WaiterID: CheckedContinuation<Turn, Never>] = [:]
    /// Turns that came before their owner had fallen asleep.
    var early: [BulkheadMachine.WaiterID: Turn] = [:]

    /// Remembers the turn for its owner, or returns whom to wake.
    mutating func settle(_ waiter: BulkheadMachine.WaiterID, _ turn: Turn) -> CheckedContinuation<Turn, Never>? {
        if let sleeper = sleepers.removeValue(forKey: waiter) { return sleeper }
        early[waiter] = turn
        return nil
    }
}
