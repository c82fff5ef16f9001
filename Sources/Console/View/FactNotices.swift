import Foundation
import Operations
import OperationsWatching
import TerminalUI

/// Operations APIs that do not answer, in sentences above the facts that they should tell.
struct FactNotices {
    let state: State

    /// Lines that it takes.
    var height: Int { min(2, troubles.count) }

    private var troubles: [ServiceReport] { state.observation.operations.services.filter { $0.trouble != nil } }

    func draw(in rect: Rect, on frame: inout Frame, theme: Theme) {
        let troubles = troubles
        for (row, service) in troubles.prefix(height).enumerated() {
            var line = "\(theme.art.question) \(service.api.service): ".styled(theme.warning)
            line += StyledText(service.trouble ?? "")
            let age = service.lastAnswer.map {
                "its last answer is \(DurationText.age(seconds: state.moment.timeIntervalSince($0))) old"
            }
            line += "  \(age ?? "it has never answered")".styled(theme.dim)
            if row + 1 == height, troubles.count > height {
                line = "\(theme.art.question) and \(troubles.count - row - 1) more: ".styled(theme.warning) + line
            }
            frame.put(line, at: Point(x: rect.x + 1, y: rect.y + row), width: rect.width - 2)
        }
    }
}

extension State {
    /// Where the list and the detail of a page of facts lie: below what is to be said about their sources.
    var factsRect: Rect { pageRect.inset(top: FactNotices(state: self).height) }
}
