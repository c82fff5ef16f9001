import Foundation
import TerminalUI

extension State {
    /// Where keys mean something now, the innermost first.
    var scopes: [Scope] {
        let isUnderWay = UnderWayView.isShown(in: self)
        return pageScopes + (isUnderWay ? [.underWay, .everywhere] : [.everywhere])
    }

    private var pageScopes: [Scope] {
        switch page {
        case .overview: [.overview]
        case .services: servicesScopes
        case .breakers: breakersScopes
        case .sagas: sagasScopes
        case .traces: tracesScopes
        case .events: eventsScopes
        case .audit: auditScopes
        }
    }

    /// Takes what a person or the terminal has done.
    mutating func take(_ event: InputEvent) -> [Effect] {
        switch event {
        case .key(let key):
            // What an earlier key could not do would be read as the answer to this one.
            toasts.removeAll { $0.kind == .refusal && $0.until.timeIntervalSince(now) < 10 }
            return press(key)
        case .mouse(let mouse): return point(mouse)
        case .paste(let text): return paste(text)
        case .resize(let size):
            self.size = size
            return []
        case .resumed: return [.redraw]
        }
    }

    private mutating func press(_ key: Key) -> [Effect] {
        switch overlay {
        case .acting(let open): return pressInActing(key, open)
        case .help(let top): return pressInHelp(key, top: top)
        case .notice:
            // What is typed may be the reason that somebody was about to give as it came up: it must neither act as keys
            // nor close what has not been read.
            if key == .escape || key == .control("c") { overlay = nil }
            return []
        case .prompt(let prompt): return pressInPrompt(key, prompt)
        case nil: break
        }
        guard let command = Keymap.command(for: key, in: scopes) else {
            if case .character(let typed) = key.code, key.modifiers.isEmpty {
                say("\(typed) does nothing here: ? shows what does", .refusal)
            }
            return []
        }
        return perform(command)
    }

    private mutating func paste(_ text: String) -> [Effect] {
        switch overlay {
        case .acting(let open):
            pasteInActing(text, open)
            return []
        case .prompt(var prompt):
            prompt.editor.insert(text)
            return promptEdited(prompt)
        case .help, .notice, nil: return []
        }
    }

    private mutating func pressInHelp(_ key: Key, top: Int) -> [Effect] {
        let page = max(1, HelpView.bodyHeight(in: size) - 1)
        let last = HelpView(state: self).lastTop
        let moved: Int
        switch Keymap.command(for: key, in: [.everywhere]) {
        case .down: moved = top + 1
        case .up: moved = top - 1
        case .pageDown, .halfPageDown: moved = top + page
        case .pageUp, .halfPageUp: moved = top - page
        case .top: moved = 0
        case .bottom: moved = last
        case .redraw: return [.redraw]
        default:
            overlay = nil
            return []
        }
        overlay = .help(top: max(0, min(moved, last)))
        return []
    }

    private mutating func point(_ mouse: MouseEvent) -> [Effect] {
        if case .help(let top) = overlay {
            let last = HelpView(state: self).lastTop
            switch mouse.action {
            case .wheelUp: overlay = .help(top: max(0, top - 3))
            case .wheelDown: overlay = .help(top: min(last, top + 3))
            case .press: overlay = nil
            default: break
            }
            return []
        }
        guard overlay == nil else { return [] }
        let layout = screenLayout
        switch mouse.action {
        case .wheelUp: return move(.up(3))
        case .wheelDown: return move(.down(3))
        case .press(.left), .doublePress(.left):
            if layout.tabs.contains(mouse.point) { return clickTab(mouse.point, in: layout.tabs) }
            guard layout.page.contains(mouse.point) else { return [] }
            let place = Point(x: mouse.point.x - layout.page.x, y: mouse.point.y - layout.page.y)
            let effects = click(place)
            return mouse.action == .doublePress(.left) ? effects + perform(.open) : effects
        default: return []
        }
    }

    private mutating func clickTab(_ point: Point, in rect: Rect) -> [Effect] {
        let places = TabsView.tabs(of: self).places(in: rect)
        guard let index = places.firstIndex(where: { $0.contains(point) }) else { return [] }
        return perform(.goTo(Page.allCases[index]))
    }

    /// Chooses the row under a place of the page.
    private mutating func click(_ point: Point) -> [Effect] {
        switch page {
        case .overview: clickOverview(point)
        case .services: clickServices(point)
        case .breakers: clickBreakers(point)
        case .sagas: clickSagas(point)
        case .traces: clickTraces(point)
        case .events: clickEvents(point)
        case .audit: clickAudit(point)
        }
    }
}
