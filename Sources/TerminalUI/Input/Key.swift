/// A key with its modifiers, as a terminal can tell them apart.
public struct Key: Sendable, Hashable {
    /// Which key.
    public enum Code: Sendable, Hashable {
        /// A character, already shifted: `g` and `G` are two.
        case character(Character)
        case enter, escape, tab, backspace, delete, insert
        case up, down, left, right, home, end, pageUp, pageDown
        /// F1 to F24.
        case function(Int)
    }

    /// Keys held with it. Shift is only told of keys that are no characters.
    public struct Modifiers: OptionSet, Sendable, Hashable {
        /// The bits.
        public let rawValue: UInt8
        /// A set from its bits.
        public init(rawValue: UInt8) { self.rawValue = rawValue }
        /// Shift.
        public static let shift = Modifiers(rawValue: 1)
        /// Alt, Option or Meta.
        public static let alt = Modifiers(rawValue: 2)
        /// Control. With it a letter is small: `^d` is `control("d")`.
        public static let control = Modifiers(rawValue: 4)
    }

    /// Which key.
    public var code: Code
    /// What was held with it.
    public var modifiers: Modifiers

    /// A key.
    public init(_ code: Code, _ modifiers: Modifiers = []) {
        self.code = code
        self.modifiers = modifiers
    }

    /// A character without modifiers.
    public static func character(_ character: Character) -> Key { Key(.character(character)) }
    /// A letter with Control.
    public static func control(_ character: Character) -> Key { Key(.character(character), .control) }
    /// A character with Alt.
    public static func alt(_ character: Character) -> Key { Key(.character(character), .alt) }
    /// F1 to F24.
    public static func function(_ number: Int) -> Key { Key(.function(number)) }

    /// Enter.
    public static let enter = Key(.enter)
    /// Esc.
    public static let escape = Key(.escape)
    /// Tab.
    public static let tab = Key(.tab)
    /// Shift and Tab.
    public static let backTab = Key(.tab, .shift)
    /// Backspace.
    public static let backspace = Key(.backspace)
    /// Del.
    public static let delete = Key(.delete)
    /// Ins.
    public static let insert = Key(.insert)
    /// Arrow up.
    public static let up = Key(.up)
    /// Arrow down.
    public static let down = Key(.down)
    /// Arrow left.
    public static let left = Key(.left)
    /// Arrow right.
    public static let right = Key(.right)
    /// Home.
    public static let home = Key(.home)
    /// End.
    public static let end = Key(.end)
    /// PgUp.
    public static let pageUp = Key(.pageUp)
    /// PgDn.
    public static let pageDown = Key(.pageDown)
    /// The space bar.
    public static let space = Key(.character(" "))

    /// The character it types, if it is one without Control or Alt.
    public var typed: Character? {
        if case .character(let character) = code, modifiers.isDisjoint(with: [.control, .alt]) { return character }
        return nil
    }
}
