/// A value as it stands in the file, with the place of its first byte.
struct SourceValue: Sendable {
    enum Kind: Sendable {
        case null
        case boolean(Bool)
        case number(Double)
        case string(String)
        case array([SourceValue])
        /// Members in the order of the file; a repeated key is there twice.
        case object([SourceMember])
        /// Something that could not be read; a mistake has been made of it.
        case broken
    }

    var kind: Kind
    /// Offset of the first byte.
    var offset: Int
    /// Offset behind the last byte.
    var end: Int
    /// A syntax mistake lies inside, so that what is missing may only have been unreadable.
    var isDamaged = false
}

/// A key and its value.
struct SourceMember: Sendable {
    var key: String
    /// Offset of the key's first byte, its quote if it has one.
    var keyOffset: Int
    var value: SourceValue
}
