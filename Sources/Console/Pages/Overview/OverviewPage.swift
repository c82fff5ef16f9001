import Foundation
import Probes
import TerminalUI

/// The Overview's own state: where its cursors are, and what was worked out from the last snapshots.
struct OverviewPage: Sendable {
    enum Pane: Int, Sendable, CaseIterable { case attention, timeline, rates }

    var focus: Pane = .attention
    /// Parts whose cursor somebody has moved. The others show their newest rows, whatever arrives, and no cursor.
    var touched: Set<Pane> = []
    /// What needs attention, worked out when something arrives and once a second, not when a key is pressed.
    var items: [AttentionItem] = []
    /// The timeline under its filter, newest first.
    var timeline: [TimelineEntry] = []
    var timelineFilter = ""
    var attentionCursor = ListCursor<AttentionItem.ID>()
    var timelineCursor = ListCursor<TimelineEntry.ID>()
    var ratesCursor = ListCursor<String>()
    /// Who has taken what, by the item's key.
    var claims: [String: Claim] = [:]
    /// Endpoints that want no attention, and until when.
    var mutes: [EndpointID: Date] = [:]
    /// Services that the config mutes for good.
    var permanentMutes: Set<String> = []

    /// The claim on an item, if it is still good.
    func claim(on item: AttentionItem, now: Date) -> Claim? {
        guard let claim = claims[item.id.key], claim.until > now else { return nil }
        return claim
    }
}
