import FoundationEssentials

/// The few sequences that ncurses has no function for. All text in them is made harmless first.
public enum TerminalSequence {
    /// Mouse presses, releases and wheel, told as SGR (1006); bracketed paste.
    static let takeMouse = "\u{1B}[?1000h\u{1B}[?1006h"
    static let giveMouseBack = "\u{1B}[?1000l\u{1B}[?1002l\u{1B}[?1003l\u{1B}[?1006l"
    static let takePaste = "\u{1B}[?2004h"
    static let givePasteBack = "\u{1B}[?2004l"

    /// What leaves the screen of any terminal that is like xterm: mouse and paste off, plain text, cursor on, keypad
    /// off, main screen.
    public static let leave =
        giveMouseBack + givePasteBack + "\u{1B}[0m\u{1B}[?1l\u{1B}>\u{1B}[?25h\u{1B}[?1049l"

    /// Bytes that a clipboard write may have; more is dropped by many terminals without a word.
    public static let copyLimit = 74_994

    /// Puts text into the system's clipboard (OSC 52); `nil` where it is too long.
    public static func copy(_ text: String) -> String? {
        let bytes = Data(text.utf8)
        guard bytes.count <= copyLimit else { return nil }
        return "\u{1B}]52;c;" + bytes.base64EncodedString() + "\u{07}"
    }

    /// The window's title (OSC 2), at most 200 columns.
    public static func title(_ text: String) -> String { "\u{1B}]2;" + harmless(text) + "\u{07}" }

    /// A notification of the desktop: OSC 777 where the terminal is one that knows it, else OSC 9.
    public static func notify(title: String, body: String, in environment: TerminalEnvironment) -> String {
        if environment.isVTE || environment.type.hasPrefix("rxvt") || environment.type.hasPrefix("foot") {
            let title = harmless(title).split(separator: ";").joined(separator: ",")
            return "\u{1B}]777;notify;" + title + ";" + harmless(body) + "\u{07}"
        }
        return "\u{1B}]9;" + harmless(title + ": " + body) + "\u{07}"
    }

    private static func harmless(_ text: String) -> String {
        var result = ""
        var width = 0
        for cluster in SafeText.clusters(of: text) where width < 200 {
            result += cluster.text
            width += cluster.width
        }
        return result
    }
}
