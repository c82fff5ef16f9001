/// Which spans, events and records are worth a closer look beyond this project's own names (formats.md 3.2).
public struct DomainInterest: Sendable, Equatable {
    /// Attribute keys besides those that start with `saga.` or `circuit_breaker.`.
    public var attributeKeys: [String]
    /// Patterns of span names, in which `*` stands for any run of characters.
    public var spanNames: [String]
    /// Attribute keys that hold a saga's id, besides `saga.id`.
    public var sagaIDs: [String]

    /// Nothing besides this project's own names, unless told otherwise.
    public init(attributeKeys: [String] = [], spanNames: [String] = [], sagaIDs: [String] = []) {
        self.attributeKeys = attributeKeys
        self.spanNames = spanNames
        self.sagaIDs = sagaIDs
    }
}

/// A pattern of names, in which `*` stands for any run of bytes.
public struct NamePattern: Sendable, Equatable {
    private let parts: [[UInt8]]

    /// A pattern as written in the config.
    public init(_ pattern: String) {
        parts = Array(pattern.utf8).split(separator: UInt8(ascii: "*"), omittingEmptySubsequences: false).map(
            Array.init)
    }

    /// What the first `*` stands for in a name that matches (empty without a `*`); `nil` when it does not match.
    /// - Complexity: O(name × pattern) at worst; the earliest place of each part decides, so nothing is tried twice.
    public func capture(in name: String) -> String? {
        let name = Array(name.utf8)
        guard let first = parts.first, let last = parts.last, name.starts(with: first) else { return nil }
        guard parts.count > 1 else { return name.count == first.count ? "" : nil }
        guard name.count >= first.count + last.count, name.suffix(last.count).elementsEqual(last) else { return nil }
        let limit = name.count - last.count
        var place = first.count
        var firstStar = first.count..<limit
        for (number, part) in parts.dropFirst().dropLast().enumerated() {
            guard let found = NamePattern.place(of: part, in: name[place..<limit]) else { return nil }
            if number == 0 { firstStar = first.count..<found }
            place = found + part.count
        }
        return String(decoding: name[firstStar], as: UTF8.self)
    }

    private static func place(of part: [UInt8], in name: ArraySlice<UInt8>) -> Int? {
        guard name.count >= part.count else { return nil }
        return (name.startIndex...(name.endIndex - part.count)).first { name[$0...].starts(with: part) }
    }
}
