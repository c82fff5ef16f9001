extension LineEditor {
    /// Does what a key asks for.
    public mutating func handle(_ key: Key) -> Outcome {
        let wasKill = lastWasKill
        lastWasKill = false
        if let typed = key.typed {
            insert(String(typed))
            return .edited
        }
        if key.modifiers.contains(.alt) { return handleAlt(key, wasKill: wasKill) }
        switch key.code {
        case .enter: return .submitted(text)
        case .escape: return .cancelled
        case .tab: return complete(forward: !key.modifiers.contains(.shift))
        case .left: return move(to: key.modifiers.contains(.control) ? wordStart : cursor - 1)
        case .right: return move(to: key.modifiers.contains(.control) ? wordEnd : cursor + 1)
        case .home: return move(to: 0)
        case .end: return move(to: clusters.count)
        case .backspace: return remove(from: cursor - 1, to: cursor)
        case .delete: return remove(from: cursor, to: cursor + 1)
        case .up: return browse(by: -1)
        case .down: return browse(by: 1)
        case .character(let letter) where key.modifiers == .control: return handleControl(letter, wasKill: wasKill)
        default: return .ignored
        }
    }

    /// Puts pasted text at the cursor.
    public mutating func paste(_ text: String) -> Outcome {
        insert(text)
        return .edited
    }

    private mutating func handleControl(_ letter: Character, wasKill: Bool) -> Outcome {
        switch letter {
        case "a": return move(to: 0)
        case "e": return move(to: clusters.count)
        case "b": return move(to: cursor - 1)
        case "f": return move(to: cursor + 1)
        case "h": return remove(from: cursor - 1, to: cursor)
        case "d": return remove(from: cursor, to: cursor + 1)
        case "k": return kill(from: cursor, to: clusters.count, again: wasKill)
        case "u": return kill(from: 0, to: cursor, again: wasKill)
        case "w": return kill(from: blankWordStart, to: cursor, again: wasKill)
        case "y": return yank()
        case "t": return transpose()
        case "p": return browse(by: -1)
        case "n": return browse(by: 1)
        case "c", "g": return .cancelled
        default: return .ignored
        }
    }

    private mutating func handleAlt(_ key: Key, wasKill: Bool) -> Outcome {
        switch key.code {
        case .character("b"), .left: return move(to: wordStart)
        case .character("f"), .right: return move(to: wordEnd)
        case .character("d"): return kill(from: cursor, to: wordEnd, again: wasKill)
        case .backspace: return kill(from: wordStart, to: cursor, again: wasKill)
        default: return .ignored
        }
    }

    private mutating func move(to place: Int) -> Outcome {
        cursor = min(max(0, place), clusters.count)
        return .moved
    }

    private mutating func remove(from start: Int, to end: Int) -> Outcome {
        guard start >= 0, end <= clusters.count, start < end else { return .moved }
        set(before: clusters[..<start].joined(), after: clusters[end...].joined())
        endBrowsing()
        return .edited
    }

    /// Removes and keeps for ``yank()``; kills in a row are kept together.
    private mutating func kill(from start: Int, to end: Int, again: Bool) -> Outcome {
        let taken = Array(clusters[start..<end])
        if again { killed = end == cursor ? taken + killed : killed + taken } else if !taken.isEmpty { killed = taken }
        lastWasKill = true
        return remove(from: start, to: end)
    }

    private mutating func yank() -> Outcome {
        guard !killed.isEmpty else { return .moved }
        insert(killed.joined())
        return .edited
    }

    private mutating func transpose() -> Outcome {
        let right = min(cursor, clusters.count - 1)
        guard right > 0 else { return .moved }
        clusters.swapAt(right - 1, right)
        set(before: clusters[...right].joined(), after: clusters[(right + 1)...].joined())
        endBrowsing()
        return .edited
    }

    /// Goes through what was entered before and begins as the line did when browsing began.
    private mutating func browse(by step: Int) -> Outcome {
        if historyPlace == nil { draft = text }
        let typed = draft == given ? "" : draft
        var place = (historyPlace ?? history.count) + step
        while history.indices.contains(place), !history[place].hasPrefix(typed) || history[place] == text {
            place += step
        }
        guard place >= 0, place < history.count || historyPlace != nil else { return .moved }
        let draft = self.draft
        replaceAll(with: place < history.count ? history[place] : draft)
        self.draft = draft
        historyPlace = place < history.count ? place : nil
        return .edited
    }

    private func isWord(_ place: Int) -> Bool {
        clusters[place].unicodeScalars.first.map { $0.properties.isAlphabetic || $0.properties.numericType != nil }
            ?? false
    }

    private var wordStart: Int {
        var place = cursor
        while place > 0, !isWord(place - 1) { place -= 1 }
        while place > 0, isWord(place - 1) { place -= 1 }
        return place
    }

    private var wordEnd: Int {
        var place = cursor
        while place < clusters.count, !isWord(place) { place += 1 }
        while place < clusters.count, isWord(place) { place += 1 }
        return place
    }

    private var blankWordStart: Int {
        var place = cursor
        while place > 0, clusters[place - 1] == " " { place -= 1 }
        while place > 0, clusters[place - 1] != " " { place -= 1 }
        return place
    }
}
