/// Finds the known word that somebody probably meant.
enum NearestWord {
    /// The word of `known` nearest to `word`: fewest letters added, left out, changed or swapped, at most a third of
    /// them; or else one of which `word` is the start. `nil` when nothing is near.
    static func find(_ word: String, in known: [String]) -> String? {
        let meant = letters(word)
        guard !meant.isEmpty, meant.count <= 64 else { return nil }
        // A word without a letter, such as the shell's `_`, is near to nothing.
        let known = known.filter { !letters($0).isEmpty }
        let near = known.map { (word: $0, steps: steps(meant, letters($0))) }.min { $0.steps < $1.steps }
        if let near, near.steps <= max(1, meant.count / 3) { return near.word }
        return known.first { candidate in
            let letters = letters(candidate)
            return min(meant.count, letters.count) >= 3
                && (letters.starts(with: meant) || meant.starts(with: letters))
        }
    }

    private static func letters(_ word: String) -> [Character] {
        word.lowercased().filter { $0 != "_" && $0 != "-" }
    }

    /// Optimal string alignment distance.
    private static func steps(_ first: [Character], _ second: [Character]) -> Int {
        var before = [Int](repeating: 0, count: second.count + 1)
        var above = Array(0...second.count)
        for row in first.indices {
            var line = [row + 1]
            for column in second.indices {
                let same = first[row] == second[column]
                var best = min(above[column + 1] + 1, line[column] + 1, above[column] + (same ? 0 : 1))
                if row > 0, column > 0, first[row] == second[column - 1], first[row - 1] == second[column] {
                    best = min(best, before[column - 1] + 1)
                }
                line.append(best)
            }
            before = above
            above = line
        }
        return above[second.count]
    }
}
