import Foundation

/// The line discipline's settings: echo, line editing, signals, and the special characters.
public struct TerminalModes: Sendable, Hashable {
    private let input: UInt32
    private let output: UInt32
    private let control: UInt32
    private let local: UInt32
    private let characters: [UInt8]

    init(descriptor: Int32) {
        var modes = termios()
        tcgetattr(descriptor, &modes)
        input = modes.c_iflag
        output = modes.c_oflag
        control = modes.c_cflag
        local = modes.c_lflag
        characters = withUnsafeBytes(of: modes.c_cc) { Array($0) }
    }

    /// Whether typed characters are written back by the terminal itself.
    public var echoes: Bool { local & UInt32(ECHO) != 0 }
    /// Whether lines are edited by the terminal itself.
    public var editsLines: Bool { local & UInt32(ICANON) != 0 }
}
