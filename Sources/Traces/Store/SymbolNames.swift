/// The names behind symbols, for rows: shared with snapshots, each string kept once.
struct SymbolNames: Sendable {
    /// What a name is the name of.
    struct Role: OptionSet, Sendable {
        let rawValue: UInt8
        static let service = Role(rawValue: 1)
        static let span = Role(rawValue: 2)
        static let saga = Role(rawValue: 4)
    }

    private var names = ChunkedArray<String>()
    private var roles = ChunkedArray<Role>()

    /// Only the empty name, symbol 0.
    init() { append("") }

    var count: Int { names.count }

    subscript(symbol: UInt32) -> String { names[Int(symbol)] }

    mutating func append(_ name: String) {
        names.append(name)
        roles.append([])
    }

    /// Notes that a name was seen in a role.
    @inline(__always) mutating func note(_ symbol: UInt32, _ role: Role) {
        if !roles[Int(symbol)].contains(role) { roles[Int(symbol)].insert(role) }
    }

    /// All names that were seen in a role, but the empty one.
    func all(_ role: Role) -> [String] {
        (1..<max(1, names.count)).lazy.filter { roles[$0].contains(role) }.map { names[$0] }
    }
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

    /// Notes that a name was seen in a role.
    @inline(__always) mutating func note(_ symbol: UInt32, _ role: SymbolNames.Role) { names.note(symbol, role) }

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
