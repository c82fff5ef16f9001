import TerminalUI

/// A command's keys, with its words: declared once, read by keys, footer, help, palette and the README's table.
struct Binding: Sendable {
    /// Where a binding is shown besides the help page.
    enum Footer: Sendable { case shown, hidden }

    /// The keys that ask for it, the first being the one that is shown in the footer. May be empty: palette only.
    let keys: [Key]
    let command: Command
    /// One or two words for the footer.
    let word: String
    /// Where its keys mean something.
    let scope: Scope
    /// One sentence for help and palette.
    let help: String
    let footer: Footer

    init(
        _ keys: Key..., on scope: Scope, do command: Command, _ word: String, footer: Footer = .hidden, help: String
    ) {
        self.keys = keys
        self.command = command
        self.word = word
        self.scope = scope
        self.help = help
        self.footer = footer
    }

    /// The keys as the help page writes them: `j ↓`.
    var keyText: String { keys.map(\.description).joined(separator: " ") }
}
