import Probes
import TerminalUI

/// What lies over the page and has the keys.
enum Overlay: Sendable, Equatable {
    /// An action before its confirmation.
    case acting(ActingOverlay)
    /// The help page, scrolled by so many lines.
    case help(top: Int)
    /// Something to read; Esc closes it.
    case notice(Notice)
    /// A line that is being typed, in the footer.
    case prompt(PromptState)
}

/// A line that is being typed.
struct PromptState: Sendable, Equatable {
    var purpose: PromptPurpose
    var editor: LineEditor
    var mistake: Prompt.Mistake?
}

/// What a line is typed for.
enum PromptPurpose: Sendable, Equatable {
    /// What is broken in a service of the demo.
    case chaos(ActionIntent)
    case filterBreakers
    case filterSagas
    /// How long an override holds.
    case expiry(ActionIntent)
    case filterAudit
    case filterEvents
    case filterServices
    case filterTimeline
    case filterTraces
    case mute(EndpointID)
    case palette
    /// Which read model events go into.
    case replay([ActionIntent])
    case searchTree
    case take(AttentionItem.ID)

    /// Purposes that share a history.
    enum Kind: Sendable, Hashable {
        case chaos, expiry, filterAudit, filterBreakers, filterEvents, filterSagas, filterServices, filterTimeline,
            filterTraces, mute, palette, reason
        case replay, searchTree, take
    }

    var kind: Kind {
        switch self {
        case .chaos: .chaos
        case .filterBreakers: .filterBreakers
        case .filterSagas: .filterSagas
        case .expiry: .expiry
        case .filterAudit: .filterAudit
        case .filterEvents: .filterEvents
        case .filterServices: .filterServices
        case .filterTimeline: .filterTimeline
        case .filterTraces: .filterTraces
        case .mute: .mute
        case .palette: .palette
        case .replay: .replay
        case .searchTree: .searchTree
        case .take: .take
        }
    }

    /// What stands before the text.
    var label: String {
        switch self {
        case .filterAudit, .filterBreakers, .filterEvents, .filterSagas, .filterServices, .filterTimeline,
            .filterTraces:
            "filter "
        case .chaos: "break "
        case .expiry: "for how long "
        case .mute: "mute for "
        case .palette: ":"
        case .replay: "replay into "
        case .searchTree: "search "
        case .take: "mine for "
        }
    }

    /// What stands there while nothing has been typed.
    var hint: String {
        switch self {
        case .chaos: ChaosText.hint
        case .filterBreakers: "part of a name or a state; service: towards: state: look in one place; -closed excludes"
        case .filterSagas: "status:needs_attention name:order step:Pay service:orders some text; a leading - excludes"
        case .expiry: "10m, 2h or until 14:30; Enter: until somebody ends it"
        case .filterAudit: "part of a name, a kind, a target, a reason or a result"
        case .filterEvents: "service:orders stream:order-7 type:OrderPlaced saga:order-7f3a some text; -type:X excludes"
        case .filterServices: "part of a name or a state; a leading - excludes: -healthy"
        case .filterTimeline: "words to look for: payments breaker"
        case .filterTraces: "service:payments status:error duration>500ms saga:order-7f3a some text"
        case .mute(let id): "30m, 2h, or until 14:30 - mutes \(id)"
        case .palette: "a command; Tab completes"
        case .replay: "a read model; Tab shows which may be given events again"
        case .searchTree: "part of a span's name or service"
        case .take: "30m or until 14:30, then a note for the others"
        }
    }
}
