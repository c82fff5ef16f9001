import TerminalUI

/// The help page, made from the keymap.
struct HelpView: Widget {
    let state: State

    func render(in rect: Rect, on frame: inout Frame, theme: Theme) {
        frame.draw(overlay, in: rect, theme: theme)
    }

    /// The last line that can be scrolled to.
    var lastTop: Int { overlay.lastTop(in: Self.rect(in: state.size).size, theme: state.theme) }

    /// All but the footer, which says what else there is.
    static func rect(in size: Size) -> Rect { Rect(size: size).inset(bottom: 1) }

    static func bodyHeight(in size: Size) -> Int { max(1, size.height - 4) }

    private var overlay: HelpOverlay {
        var top = 0
        if case .help(let line) = state.overlay { top = line }
        let scopes = state.scopes
        let groups = (scopes + Scope.allCases.filter { !scopes.contains($0) }).compactMap { scope in
            group(scope, isHere: scopes.contains(scope))
        }
        return HelpOverlay(title: "Keys  (any other key closes this page)", groups: groups, top: top)
    }

    private func group(_ scope: Scope, isHere: Bool) -> HelpOverlay.Group? {
        let bindings = Keymap.bindings.filter { $0.scope == scope && !$0.keys.isEmpty }
        guard !bindings.isEmpty else { return nil }
        return HelpOverlay.Group(
            scope.title,
            bindings.map { binding in
                let obstacle = isHere ? state.obstacle(to: binding.command) : nil
                let why = obstacle.map { " (not now: \($0.why))" } ?? ""
                return HelpOverlay.Entry(binding.keyText, binding.help + why, isEnabled: isHere && obstacle == nil)
            })
    }
}
