import Foundation
import TerminalUI

/// The line at the bottom: the keys that count here, and how old each source is.
struct FooterView: Widget {
    let state: State

    func render(in rect: Rect, on frame: inout Frame, theme: Theme) {
        let age = SourceAge(state: state).text(theme)
        let ageWidth = min(age.width + 1, rect.width)
        let keys = keys(theme, width: rect.width - ageWidth - 1)
        frame.put(keys, at: rect.origin, width: rect.width - ageWidth)
        frame.put(age, at: Point(x: rect.maxX - ageWidth, y: rect.y), width: ageWidth - 1, align: .trailing)
    }

    /// As many keys as fit whole, this page's own first.
    private func keys(_ theme: Theme, width: Int) -> StyledText {
        var text = StyledText.empty
        for binding in Self.bindings(in: state) {
            guard let key = binding.keys.first else { continue }
            let shown = key == .enter ? theme.art.enter : key.description
            let isPossible = state.obstacle(to: binding.command) == nil
            let part = " \(shown)".styled(isPossible ? theme.key : theme.dim) + " \(binding.word) ".styled(theme.dim)
            guard text.width + part.width <= width else { continue }
            text += part
        }
        return text
    }

    /// What the footer shows, in order: help and quit are never crowded out by what is rarer.
    static func bindings(in state: State) -> [Binding] {
        let shown = state.scopes.flatMap { scope in
            Keymap.bindings.filter { $0.scope == scope && $0.footer == .shown }
        }
        let always: Set<Command> = [.help, .quit]
        return shown.filter { always.contains($0.command) } + shown.filter { !always.contains($0.command) }
    }
}
