/// The names behind symbols, for rows: shared with snapshots, each string kept once.
struct SymbolNames: Sendable {
    private var names = ChunkedArray<String>()

    /// Only the empty name, symbol 0.
    init() { names.append("") }

    var count: Int { names.count }

    subscript(symbol: UInt32) -> String { names[Int(symbol)] }

    mutating func append(_ name: String) { names.append(name) }
}

/// All names that the store knows, and how a reader's own symbols translate.
struct NameTable: Sendable {
    private(set) var names = SymbolNames()
    private var symbols: [String: UInt32] = ["": 0]
    /// Bytes of memory in use, about.
    private(set) var memory = 0

    /// The symbol of a name, new if it was not known.
    mutating func symbol(for name: String) -> UInt32 {
        if let symbol = symbols[name] { return symbol }
        let symbol = UInt32(names.count)
        names.append(name)
        symbols[name] = symbol
        memory += 64 + name.utf8.count
        return symbol
    }

    /// The symbol of a name that is known.
    func known(_ name: String) -> UInt32? { symbols[name] }
}

/// A reader's symbols as the store's.
struct SymbolTranslation: Sendable {
    private var symbols: [UInt32] = []

    /// Takes over what a reader has met since the last time.
    mutating func extend(from table: SymbolTable, into names: inout NameTable) {
        if table.count < symbols.count { symbols.removeAll(keepingCapacity: true) }
        for symbol in symbols.count..<table.count {
            symbols.append(names.symbol(for: table[SymbolTable.Symbol(symbol)]))
        }
    }

    /// Forgets all, for when a reader starts a new table.
    mutating func removeAll() { symbols.removeAll(keepingCapacity: true) }

    @inline(__always) subscript(symbol: SymbolTable.Symbol) -> UInt32 { symbols[Int(symbol)] }
}
