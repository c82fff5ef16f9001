/// Something the terminal is asked to do apart from showing frames.
public enum TerminalRequest: Sendable, Hashable {
    /// Put text into the system's clipboard (OSC 52). Too long a text is not; see ``TerminalSequence/copyLimit``.
    case copy(String)
    /// Show a notification of the desktop.
    case notify(title: String, body: String)
    /// Ring the bell.
    case bell
    /// Name the window.
    case title(String)
    /// Paint everything anew.
    case redraw
    /// Give the terminal back and stop, as ^Z does.
    case suspend
}

extension TerminalDriver {
    /// Does what is asked, as far as the terminal can. Sequences that a terminal might print are only written to
    /// terminals that are known to understand them.
    public func perform(_ request: TerminalRequest) {
        switch request {
        case .bell: send("\u{07}")
        case .redraw: forgetShown()
        case .suspend: suspend()
        case .copy(let text):
            if environment.understandsCommands, let sequence = TerminalSequence.copy(text) { send(sequence) }
        case .notify(let title, let body):
            guard environment.understandsCommands else { return send("\u{07}") }
            send(TerminalSequence.notify(title: title, body: body, in: environment))
        case .title(let text):
            if environment.understandsCommands { send(TerminalSequence.title(text)) }
        }
    }
}
