/// A value that fits its shape, with the place it came from.
struct CheckedValue: Sendable {
    indirect enum Kind: Sendable {
        case text(String)
        /// A text that ends with a variable: the variable's name, and what stands before it.
        case variable(name: String, prefix: String)
        case boolean(Bool)
        case integer(Int)
        case duration(Duration)
        case size(Int)
        case address(EndpointAddress)
        /// A path, resolved against the config's folder.
        case path(String)
        case list([CheckedValue])
        case object([String: CheckedValue])
        case headers([(name: String, value: CheckedValue)])
        /// Did not fit; a mistake has been made of it.
        case unfit
    }

    var kind: Kind
    var place: ConfigPlace
}

extension CheckedValue {
    /// The value of a key; `nil` when it was not written or did not fit.
    subscript(key: String) -> CheckedValue? {
        guard case .object(let members) = kind, let value = members[key] else { return nil }
        if case .unfit = value.kind { return nil }
        return value
    }

    /// Whether a key was written, fitting or not.
    func has(_ key: String) -> Bool {
        guard case .object(let members) = kind else { return false }
        return members[key] != nil
    }

    var text: String? { if case .text(let text) = kind { text } else { nil } }
    var boolean: Bool? { if case .boolean(let value) = kind { value } else { nil } }
    var integer: Int? { if case .integer(let value) = kind { value } else { nil } }
    var duration: Duration? { if case .duration(let value) = kind { value } else { nil } }
    var size: Int? { if case .size(let value) = kind { value } else { nil } }
    var address: EndpointAddress? { if case .address(let value) = kind { value } else { nil } }
    var path: String? { if case .path(let value) = kind { value } else { nil } }

    /// The items of a list; a single value is a list of one.
    var items: [CheckedValue] {
        switch kind {
        case .list(let items): items
        case .unfit: []
        default: [self]
        }
    }

    /// One of some words.
    func word<Word: RawRepresentable<String>>(_: Word.Type = Word.self) -> Word? { text.flatMap(Word.init(rawValue:)) }

    /// `self` with what only `other` says filled in.
    func completed(by other: CheckedValue?) -> CheckedValue {
        guard case .object(let mine) = kind, case .object(let theirs)? = other?.kind else { return self }
        return CheckedValue(kind: .object(mine.merging(theirs) { own, _ in own }), place: place)
    }
}
