/// A line of text that is being typed: cursor, kill buffer, history and completion. What a ``Prompt`` draws.
///
/// The cursor moves by what is seen as one character. Keys are those of readline's emacs mode.
public struct LineEditor: Sendable, Hashable {
    /// What a key or paste has come to.
    public enum Outcome: Sendable, Hashable {
        /// The text is another: ask for completions and check it again.
        case edited
        /// Cursor or choice moved.
        case moved
        /// Enter: this is the text.
        case submitted(String)
        /// Esc, ^c or ^g.
        case cancelled
        /// Not a key of the editor.
        case ignored
    }

    /// Something that can stand in the text's place from `start` on.
    public struct Completion: Sendable, Hashable {
        /// What it puts there.
        public var text: String
        /// What it is, in few words.
        public var summary: String

        /// A completion.
        public init(_ text: String, summary: String = "") {
            self.text = text
            self.summary = summary
        }
    }

    /// Clusters that a line keeps; what comes after is dropped.
    public static let limit = 4096

    var clusters: [String] = []
    /// Clusters before the cursor.
    public internal(set) var cursor = 0
    var killed: [String] = []
    var lastWasKill = false

    /// What was entered before, oldest first.
    public var history: [String] = []
    var historyPlace: Int?
    var draft = ""
    /// The text that the line began with: nobody typed it, so nothing is looked for by it.
    private(set) var given = ""

    /// What the text could go on with; set by the caller after each edit.
    public private(set) var completions: [Completion] = []
    /// The cluster that completions replace from.
    public private(set) var completionStart = 0
    /// The chosen completion.
    public private(set) var chosen: Int?

    /// A line with this text and the cursor at its end.
    public init(_ text: String = "", history: [String] = []) {
        self.history = history
        replaceAll(with: text)
        given = self.text
    }

    /// The text.
    public var text: String { clusters.joined() }
    /// The text before the cursor.
    public var textBeforeCursor: String { clusters[..<cursor].joined() }
    /// `true` where nothing has been typed.
    public var isEmpty: Bool { clusters.isEmpty }

    /// Sets what the text could go on with.
    /// - Parameter start: the number of clusters that stay before a completion; at most the cursor's place.
    public mutating func offer(_ completions: [Completion], from start: Int) {
        self.completions = completions
        completionStart = min(max(0, start), cursor)
        chosen = nil
    }

    /// Puts text at the cursor; line ends become blanks.
    public mutating func insert(_ text: String) {
        let line = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).joined(separator: " ")
        set(before: clusters[..<cursor].joined() + line, after: clusters[cursor...].joined())
        endBrowsing()
    }

    /// Makes the text of what stands before and after the cursor. Both may grow together into other clusters than they
    /// were: a mark that loses its letter joins the one before.
    mutating func set(before: String, after: String) {
        clusters = Array(Self.cut(before + after).prefix(Self.limit))
        var scalars = before.unicodeScalars.count
        cursor = 0
        while cursor < clusters.count, scalars > 0 {
            scalars -= clusters[cursor].unicodeScalars.count
            cursor += 1
        }
    }

    /// Puts another text in place of all, with the cursor at its end.
    public mutating func replaceAll(with text: String) {
        clusters = []
        cursor = 0
        insert(text)
    }

    /// Remembers a text as the newest of the history; a repetition moves up.
    public mutating func remember(_ text: String, limit: Int = 200) {
        guard !text.isEmpty else { return }
        history.removeAll { $0 == text }
        history.append(text)
        history.removeFirst(max(0, history.count - limit))
    }

    mutating func endBrowsing() {
        historyPlace = nil
        chosen = nil
        completions = []
    }

    /// Chooses the next or an earlier completion and shows it in the text; a single one is taken at once.
    mutating func complete(forward: Bool) -> Outcome {
        guard !completions.isEmpty else { return .ignored }
        let count = completions.count
        let next = chosen.map { ($0 + (forward ? 1 : count - 1)) % count } ?? (forward ? 0 : count - 1)
        let (kept, start) = (completions, completionStart)
        set(before: clusters[..<start].joined() + kept[next].text, after: clusters[cursor...].joined())
        guard count > 1 else {
            endBrowsing()
            return .edited
        }
        (completions, completionStart, chosen) = (kept, start, next)
        return .moved
    }

    /// The text in pieces that are seen as one character each, as they came.
    static func cut(_ text: String) -> [String] {
        var result: [String] = []
        var rest = text.unicodeScalars[...]
        for cluster in SafeText.clusters(of: text) {
            result.append(String(rest.prefix(cluster.sourceScalars)))
            rest = rest.dropFirst(cluster.sourceScalars)
        }
        return result
    }
}
