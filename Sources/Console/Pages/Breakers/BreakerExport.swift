import Foundation
import Traces

/// Breakers as a JSON document. Its keys are stable:
///
/// - `kind` is `fusebox.breakers`, `version` 1, `exportedAt`, `breakers`
/// - a breaker: `service`, `instance`, `name`, `state`, `since`, `reason`, `failureRate`, `slowRate` (percent, left out
///   below the minimum of calls), `calls`, `failed`, `refused`, `nextTrial`, `override` {`owner`, `reason`, `until`},
///   `source` (`reported`, `health`, `observed`), `asOf`, `stale`, `disagreement`,
///   `changes` [{`at`, `state`, `reason`}] oldest first
///
/// Times are RFC 3339 with milliseconds in UTC; what is not known is left out.
struct BreakerExport: Encodable {
    var kind = "fusebox.breakers"
    var version = 1
    var exportedAt: String
    var breakers: [Breaker]

    init(_ breakers: [KnownBreaker], now: Date) {
        exportedAt = ExportText.time(now)
        self.breakers = breakers.map { Breaker($0, now: now) }
    }

    struct Breaker: Encodable {
        var service, instance, name, state: String
        var since: String?
        var reason: String
        var failureRate, slowRate: Double?
        var calls, failed, refused: Int?
        var nextTrial: String?
        var override: Override?
        var source: String
        var asOf: String?
        var stale: Bool
        var disagreement: String?
        var changes: [Change]

        init(_ breaker: KnownBreaker, now: Date) {
            (service, instance, name) = (breaker.id.service, breaker.id.instance, breaker.id.name)
            state = BreakerSign(breaker.state).word
            since = breaker.since.map(ExportText.time)
            reason = breaker.reason
            (failureRate, slowRate) = (breaker.failureRate, breaker.slowRate)
            (calls, failed, refused) = (breaker.calls, breaker.failed, breaker.rejections)
            nextTrial = breaker.nextTrial.map(ExportText.time)
            override = breaker.override.map {
                Override(owner: $0.owner, reason: $0.reason, until: $0.until.map(ExportText.time))
            }
            source = breaker.source.kind.rawValue
            asOf = breaker.source.asOf.map(ExportText.time)
            stale = breaker.source.isStale(at: now)
            disagreement = breaker.disagreement
            changes = breaker.history.map {
                Change(at: ExportText.time($0.at), state: $0.state.rawValue, reason: $0.reason)
            }
        }
    }

    struct Override: Encodable {
        var owner, reason: String
        var until: String?
    }

    struct Change: Encodable {
        var at, state, reason: String
    }
}

extension State {
    mutating func exportBreakers() -> [Effect] {
        guard let row = breakers.selectedRow,
            let json = ExportText.json(BreakerExport(row.breakers, now: moment))
        else {
            say("nothing to export", .refusal)
            return []
        }
        return [.export(name: "breaker-\(row.id.name)", json: json)]
    }
}
