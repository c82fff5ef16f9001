/// Why a terminal cannot be used; the description is a sentence for the person who started the program.
public enum TerminalRefusal: Error, Sendable, Hashable, CustomStringConvertible {
    /// Standard input or output is a pipe or a file.
    case notATerminal(stream: String)
    /// `TERM` is not set.
    case typeNotSet
    /// `TERM` is `dumb`.
    case dumb
    /// terminfo has no entry of this name.
    case unknownType(String)
    /// Its entry has no way to place the cursor.
    case cannotPlaceCursor(String)

    /// What is wrong and what to do about it.
    public var description: String {
        switch self {
        case .notATerminal(let stream):
            "\(stream) is not a terminal; the console needs one on standard input and standard output"
        case .typeNotSet:
            "TERM is not set, so there is no telling what the terminal can do; try TERM=xterm-256color"
        case .dumb:
            "TERM is dumb: a terminal that cannot place its cursor; try TERM=xterm-256color if it can"
        case .unknownType(let name):
            "TERM is \(SafeText.visible(name)), which terminfo on this machine does not know; "
                + "try TERM=xterm-256color, or install ncurses-term"
        case .cannotPlaceCursor(let name):
            "TERM is \(SafeText.visible(name)), a terminal that cannot place its cursor; try TERM=xterm-256color if it can"
        }
    }
}
