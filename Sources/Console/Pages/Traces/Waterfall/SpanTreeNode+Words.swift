import Traces

extension SpanTreeNode {
    /// What stands in the tree: its name, or what is known in place of it.
    var title: String {
        switch id {
        case .missingParent(let id): "missing parent \(id)"
        case .span, .unidentified: name.isEmpty ? "(no name)" : name
        }
    }

    /// The few words beside its name; what is slower is said elsewhere.
    var words: [String] {
        var words: [String] = []
        if isFailed { words.append("error") }
        if notes.contains(.clockSkew) { words.append("clock skew") }
        if notes.contains(.cycle) { words.append("cycle") }
        if notes.contains(.badParentID) { words.append("bad parent id") }
        if case .unidentified = id { words.append("no id") }
        if notes.contains(.badTime) { words.append("bad time") }
        if notes.contains(.endsBeforeStart) { words.append("ends before start") }
        if notes.contains(.dropped) { words.append("incomplete") }
        if notes.contains(.duplicate) { words.append("seen twice") }
        return words
    }

    /// The same in sentences, for the detail.
    var sentences: [String] {
        var sentences: [String] = []
        if isMissing {
            sentences.append(
                "Spans below name this parent, and it has not been seen: it has not ended yet, its service does not trace,"
                    + " or its line was lost. It joins in place when it comes.")
        }
        for (note, sentence) in Self.noteSentences where notes.contains(note) { sentences.append(sentence) }
        if case .unidentified = id { sentences.append("Its own id could not be read; nothing can hang under it.") }
        return sentences
    }

    private static let noteSentences: [(Notes, String)] = [
        (.running, "It has not ended, as far as the log says."),
        (
            .clockSkew,
            "Clocks disagree: its times do not fit into its caller's, which another service wrote. They are shown as"
                + " written."
        ),
        (.cycle, "Its parents led back to itself; it was cut loose here and stands as a root."),
        (.badParentID, "Its parent's id could not be read; it stands as a root."),
        (.badTime, "Its times could not be read, or are no nanoseconds; its place on the axis means nothing."),
        (.endsBeforeStart, "Its end was written as before its start; its duration is shown as zero."),
        (.dropped, "Attributes, events or links were dropped by its service before it was written."),
        (.duplicate, "It was read more than once; the one with an end, or the later one, is shown."),
    ]
}
