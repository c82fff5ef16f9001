import Foundation
import Probes
import TerminalUI
import Traces

/// Everything the console knows and shows, as one value. Only `reduce` changes it; a view is a function of it.
public struct State: Sendable {
    /// The smallest screen that is drawn on.
    public static let leastSize = Size(width: 60, height: 16)

    public internal(set) var options: Options
    /// The present moment, as the last tick said it.
    public internal(set) var now: Date
    public internal(set) var size: Size
    public internal(set) var page: Page

    /// The newest that the engines have seen.
    var latest = Observation()
    /// What the screen shows while it is paused; `nil` when it shows the newest.
    var held: Observation?
    /// Since when it is paused.
    var pausedAt: Date?

    var overview = OverviewPage()
    var services = ServicesPage()
    var breakers = BreakersPage()
    var sagas = SagasPage()
    var traces = TracesPage()
    var events = EventsPage()
    var audit = AuditPage()
    /// Sagas under way, and those that are stuck or need hands: counted when something arrives and once a second.
    var sagaTally = (running: 0, stuck: 0)

    /// What the operator has set going.
    var acting: Acting

    /// What lies over the page and has the keys.
    var overlay: Overlay?
    var toasts: [ToastMessage] = []
    /// The places that `Esc` leads back to, the newest last.
    var trail: [Way] = []
    /// The filter with which a key has led here from elsewhere: while it stands, `Esc` leads back at once.
    var filterOfWay: String?
    /// Changes that happened in this console, oldest first, for the timeline; at most 200.
    var localChanges: [LocalChange] = []
    /// What was typed into each kind of prompt, newest last.
    var promptHistory: [PromptPurpose.Kind: [String]] = [:]
    /// Which items have alerted already; see `AlertPolicy`.
    var alerts: AlertPolicy

    /// A console that has seen nothing yet.
    public init(
        options: Options, size: Size, now: Date, page: Page = .overview, alerts: AlertPolicy = AlertPolicy()
    ) {
        self.options = options
        self.size = size
        self.now = now
        self.page = page
        self.alerts = alerts
        var random = SystemRandomNumberGenerator()
        acting = Acting(ids: ActionIDs(using: &random))
    }

    /// What the screen shows: the newest, or what was there when it was paused.
    var observation: Observation { held ?? latest }
    var isPaused: Bool { held != nil }
    /// The moment that ages are counted from: a held screen does not age.
    var moment: Date { pausedAt ?? now }
    /// All breakers that the screen knows.
    var board: BreakerBoard { observation.board }
    /// All sagas that the screen knows, filtered and in order.
    var sagaIndex: SagaIndex { observation.sagas }
    /// Why sagas do not go on.
    var causes: Causes { observation.causes(at: moment) }
    var theme: Theme { options.theme }

    /// The place where the page is drawn.
    var pageRect: Rect { screenLayout.page }

    /// Where the parts of the screen lie.
    var screenLayout: ScreenLayout { ScreenLayout(size: size, isUnderWay: UnderWayView.isShown(in: self)) }
}

/// A change that happened in this console rather than in a service.
struct LocalChange: Sendable, Equatable {
    var at: Date
    /// Who: the operator, or `config`.
    var subject: String
    /// The word of the timeline's second column: `claim`, `config`, `mute`.
    var kind: String
    var text: String
}

/// A short message that leaves by itself.
struct ToastMessage: Sendable, Equatable {
    enum Kind: Sendable, Equatable { case done, refusal, failure }
    var text: String
    var kind: Kind
    /// When it leaves.
    var until: Date
}

extension State {
    /// Says something for a few seconds; refusals and failures stay longer than good news.
    mutating func say(_ text: String, _ kind: ToastMessage.Kind = .done) {
        toasts.removeAll { $0.text == text }
        toasts.append(ToastMessage(text: text, kind: kind, until: now.addingTimeInterval(kind == .done ? 4 : 10)))
        if toasts.count > 4 { toasts.removeFirst() }
    }

    /// Notes a change of this console for the timeline.
    mutating func record(_ kind: String, _ text: String, by subject: String? = nil) {
        localChanges.append(LocalChange(at: now, subject: subject ?? options.operatorName, kind: kind, text: text))
        if localChanges.count > 200 { localChanges.removeFirst() }
    }
}
