/// What became of a line.
public enum LineOutcome: Sendable, Equatable {
    /// It was read, all of it.
    case good
    /// Nothing stood in it but blanks.
    case blank
    /// It could not be read, or not all of it.
    case bad(LineFault)
}

/// Why a line could not be read.
public enum LineFault: Sendable, Equatable {
    /// Not JSON, also after repair; the parser's words.
    case malformed(String)
    /// Not OTLP.
    case foreign
    /// A known key held a value of the wrong type; the key.
    case wrongType(String)
}
