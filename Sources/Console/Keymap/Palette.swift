import Foundation
import TerminalUI

/// The command palette: every command that means something here, by name.
enum Palette {
    /// The bindings that count on this page, each command once.
    static func bindings(in state: State) -> [Binding] {
        var seen: Set<Command> = [.palette]
        let scopes = state.scopes
        return scopes.flatMap { scope in Keymap.bindings.filter { $0.scope == scope } }
            .filter { seen.insert($0.command).inserted }
    }

    /// Commands whose name or sentence has what was typed; those whose name begins with it come first.
    static func completions(for text: String, in state: State) -> [LineEditor.Completion] {
        let wanted = text.lowercased()
        let all = bindings(in: state)
        let byStart = all.filter { $0.command.name.hasPrefix(wanted) }
        let elsewhere = all.filter {
            !$0.command.name.hasPrefix(wanted)
                && ($0.command.name.contains(wanted) || $0.help.lowercased().contains(wanted))
        }
        return (byStart + elsewhere).map { binding in
            let keys = binding.keys.isEmpty ? "" : "  \(binding.keyText)"
            let obstacle = state.obstacle(to: binding.command).map { "not now: \($0)  " } ?? ""
            return LineEditor.Completion(binding.command.name, summary: obstacle + binding.help + keys)
        }
    }
}

extension State {
    /// Performs the command of that name; `nil` (and a complaint) where there is none.
    mutating func submitPalette(_ text: String) -> [Effect]? {
        let name = text.trimmingCharacters(in: .whitespaces).lowercased()
        let known = Palette.bindings(in: self)
        let named = known.first { $0.command.name == name }
        let begun = known.filter { $0.command.name.hasPrefix(name) }
        guard let binding = named ?? (begun.count == 1 ? begun.first : nil) else {
            complain(
                begun.isEmpty
                    ? "no command \(name) here; Tab shows what there is"
                    : "\(name) may be " + begun.prefix(4).map(\.command.name).joined(separator: ", "))
            return nil
        }
        overlay = nil
        return perform(binding.command)
    }
}
