/// What came of reading a config file: a config, or every mistake in it; warnings in both cases.
public struct ConfigReading: Sendable, Equatable {
    /// The file as it was named, for `FILE:LINE:COLUMN`.
    public var file: String
    /// The config; `nil` exactly when there is a mistake.
    public var config: ConsoleConfig?
    /// Every mistake, in the order of the file.
    public var mistakes: [ConfigMistake]
    /// What works and yet deserves a look, in the order of the file.
    public var warnings: [ConfigWarning]

    /// A reading of `file`.
    public init(
        file: String, config: ConsoleConfig?, mistakes: [ConfigMistake] = [], warnings: [ConfigWarning] = []
    ) {
        self.file = file
        self.config = config
        self.mistakes = mistakes
        self.warnings = warnings
    }

    /// Every mistake and then every warning as compilers write them, so that editors jump to the place:
    /// `config.json:12:17: services[2].interval: found …`, `config.json:3:5: warning: services[0].timeout: …`.
    public var lines: [String] {
        mistakes.map { line($0.place, "", $0.sentence) } + warnings.map { line($0.place, "warning: ", $0.sentence) }
    }

    private func line(_ place: ConfigPlace, _ word: String, _ sentence: String) -> String {
        let start = place.line > 0 ? "\(file):\(place.line):\(place.column): " : "\(file): "
        return start + word + (place.path.isEmpty ? "" : "\(place.path): ") + sentence
    }
}

/// A place in the config: the key it belongs to and where it stands.
public struct ConfigPlace: Sendable, Hashable, CustomStringConvertible {
    /// Such as `services[2].interval`; empty for the file as a whole.
    public var path: String
    /// From 1; 0 when the file could not be read at all.
    public var line: Int
    /// From 1, in Unicode scalars; 0 when the file could not be read at all.
    public var column: Int

    /// A place.
    public init(path: String, line: Int, column: Int) {
        self.path = path
        self.line = line
        self.column = column
    }

    /// `12:17: services[2].interval`
    public var description: String {
        [line > 0 ? "\(line):\(column)" : "", path].filter { !$0.isEmpty }.joined(separator: ": ")
    }
}
