/// ``DomainInterest`` in the form that the walk compares with: bytes, and a bit for each length that occurs.
struct KeyInterest {
    private let keys: [[UInt8]]
    private let sagaKeys: [[UInt8]]
    private let lengths: UInt64
    let spanNames: [NamePattern]

    init(_ interest: DomainInterest) {
        keys = (interest.attributeKeys + interest.sagaIDs).map { Array($0.utf8) }
        sagaKeys = interest.sagaIDs.map { Array($0.utf8) }
        lengths = keys.reduce(0) { $0 | 1 << UInt64(min($1.count, 63)) }
        spanNames = interest.spanNames.map { NamePattern($0) }
    }

    /// Tells of a saga or breaker, by this project's names or the mapping's.
    @inline(__always) func covers(_ key: JSONText) -> Bool {
        if key.count > 5, key.hasPrefix("saga.") || key.hasPrefix("circuit_breaker.") { return true }
        guard lengths & 1 << UInt64(min(key.count, 63)) != 0 else { return false }
        return keys.contains { key.bytes.elementsEqual($0) }
    }

    /// Holds the id of a saga.
    @inline(__always) func isSagaID(_ key: JSONText) -> Bool {
        if key.equals("saga.id") { return true }
        guard lengths & 1 << UInt64(min(key.count, 63)) != 0 else { return false }
        return sagaKeys.contains { key.bytes.elementsEqual($0) }
    }

    /// An event or record of this name is a change of state.
    @inline(__always) func isChange(_ name: JSONText) -> Bool {
        name.hasPrefix("saga.") || name.hasPrefix("circuit_breaker.") || name.hasPrefix("command.")
    }
}
