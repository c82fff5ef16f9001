/// The question before something is done that cannot be taken back: what would happen, why, and the target's name.
///
/// A value that also takes the keys. Enter confirms only when the reason is given and the word is typed, where those
/// are asked for.
public struct Confirmation: Widget, Sendable, Hashable {
    /// What a key has come to.
    public enum Outcome: Sendable, Hashable {
        /// Something to draw has changed.
        case edited
        /// Yes; with the reason, empty where none was asked for.
        case confirmed(reason: String)
        /// No.
        case cancelled
        /// Not a key of the dialog.
        case ignored
    }

    /// The parts that can have the keys.
    public enum Field: Sendable, Hashable { case reason, word }

    /// What is to be done, in a few words.
    public var title: StyledText
    /// What would happen, a line each.
    public var lines: [StyledText]
    /// The first visible line.
    public private(set) var top = 0
    /// Whether a reason must be given.
    public var asksForReason: Bool
    /// What must be typed; empty where nothing must.
    public var word: String
    /// The reason as typed so far.
    public var reason: LineEditor
    /// The word as typed so far.
    public var typedWord = LineEditor()
    /// What is still missing, said after Enter.
    public private(set) var complaint = ""
    /// The field that has the keys.
    public private(set) var field: Field?

    /// A question.
    public init(
        title: StyledText, lines: [StyledText], asksForReason: Bool = false, word: String = "",
        reasons: [String] = []
    ) {
        self.title = title
        self.lines = lines
        self.asksForReason = asksForReason
        self.word = word
        reason = LineEditor(history: reasons)
        field = asksForReason ? .reason : word.isEmpty ? nil : .word
    }

    /// Whether Enter would confirm.
    public var isComplete: Bool { missing == nil }

    private var missing: (Field, String)? {
        if asksForReason, !reason.text.contains(where: { !$0.isWhitespace }) { return (.reason, "a reason is needed") }
        if !word.isEmpty, typedWord.text != word { return (.word, "type \(SafeText.visible(word)) to confirm") }
        return nil
    }

    /// Does what a key asks for. Without a field to type into, `y` confirms and `n` cancels.
    public mutating func handle(_ key: Key) -> Outcome {
        switch key {
        case .escape, .control("c"), .control("g"): return .cancelled
        case .enter: return confirm()
        case .tab, .backTab: return changeField()
        case .pageUp: return scroll(by: -5)
        case .pageDown: return scroll(by: 5)
        case .up where field == nil: return scroll(by: -1)
        case .down where field == nil: return scroll(by: 1)
        case .character("y") where field == nil: return confirm()
        case .character("n") where field == nil, .character("q") where field == nil: return .cancelled
        default: return edit { $0.handle(key) }
        }
    }

    /// Puts pasted text where the cursor is.
    public mutating func paste(_ text: String) -> Outcome { edit { $0.paste(text) } }

    private mutating func confirm() -> Outcome {
        guard let (field, sentence) = missing else { return .confirmed(reason: reason.text) }
        // Going on to the next field is no mistake yet.
        if self.field == field { complaint = sentence }
        self.field = field
        return .edited
    }

    private mutating func changeField() -> Outcome {
        guard asksForReason, !word.isEmpty else { return .edited }
        field = field == .reason ? .word : .reason
        return .edited
    }

    private mutating func scroll(by lines: Int) -> Outcome {
        top = max(0, min(top + lines, self.lines.count - 1))
        return .edited
    }

    private mutating func edit(_ change: (inout LineEditor) -> LineEditor.Outcome) -> Outcome {
        complaint = ""
        let outcome: LineEditor.Outcome
        switch field {
        case .reason: outcome = change(&reason)
        case .word: outcome = change(&typedWord)
        case nil: return .ignored
        }
        return outcome == .ignored ? .ignored : .edited
    }
}
