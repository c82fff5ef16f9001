import Foundation
import Traces

/// Sagas that ended otherwise than they should. In an incident there are dozens a minute, and one line each would bury
/// what caused them: those that ended alike in the same minute are one line.
extension Timeline {
    private struct Group: Hashable {
        let minute: Int
        let service: String
        let status: String
    }

    /// One line a group, at the time of its newest saga; at most `limit` of them, the newest.
    static func sagaEnds(_ changes: [DomainChange], limit: Int) -> [TimelineEntry] {
        var lines: [Group: (count: Int, newest: TimelineEntry, id: String)] = [:]
        for change in changes.reversed() {
            guard case .saga(let saga) = change.event, let entry = entry(of: change) else { continue }
            let minute = Int((entry.at.timeIntervalSince1970 / 60).rounded(.down))
            let group = Group(minute: minute, service: change.service, status: saga.status)
            guard lines[group] != nil || lines.count < limit else { break }
            lines[group, default: (0, entry, saga.id)].count += 1
        }
        return lines.map { group, line in
            var entry = line.newest
            guard line.count > 1 else { return entry }
            let outcome = group.status.isEmpty ? "ended" : group.status
            entry.text = "\(CountText.of(line.count, "saga")) \(outcome), the newest \(line.id)"
            if !group.status.isEmpty {
                entry.door = .sagas(filter: "status:\(group.status) service:\(SagaFilter.quoted(group.service))")
                entry.subjectOf = .service(group.service)
            }
            entry.group = TimelineEntry.ID(
                at: Date(timeIntervalSince1970: Double(group.minute) * 60), subject: group.service, text: group.status)
            return entry
        }
    }
}

extension DomainChange {
    /// It tells of a saga.
    var isOfSaga: Bool {
        if case .saga = event { true } else { false }
    }
}
