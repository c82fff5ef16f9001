/// What a person, or the terminal, has done.
public enum InputEvent: Sendable, Hashable {
    /// A key was pressed.
    case key(Key)
    /// The mouse did something.
    case mouse(MouseEvent)
    /// Text was pasted, in one piece: at most ``InputEvent/pasteLimit`` bytes of it, line ends as `\n`.
    case paste(String)
    /// The terminal has another size.
    case resize(Size)
    /// The terminal was given back and taken again: everything has been drawn anew.
    case resumed

    /// Bytes of a paste that are kept; the rest is dropped.
    public static let pasteLimit = 64 << 10
}

/// One thing that the mouse did.
public struct MouseEvent: Sendable, Hashable {
    /// What happened.
    public enum Action: Sendable, Hashable {
        case press(Button), release(Button), doublePress(Button)
        case wheelUp, wheelDown
    }
    /// The buttons a terminal tells apart.
    public enum Button: Sendable, Hashable {
        case left, middle, right
    }

    /// What happened.
    public var action: Action
    /// The cell it happened on.
    public var point: Point
    /// Keys held meanwhile.
    public var modifiers: Key.Modifiers

    /// An event of the mouse.
    public init(_ action: Action, at point: Point, _ modifiers: Key.Modifiers = []) {
        self.action = action
        self.point = point
        self.modifiers = modifiers
    }
}
