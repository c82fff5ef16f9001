import Audit
import Foundation

/// At the start: what an earlier console has announced and not finished, and the runs that it has left.
struct ActionRecovery: Sendable {
    let audit: AuditLog
    let runs: RunStore
    let now: @Sendable () -> Date

    /// Reads log and runs once.
    /// - Returns: what `reduce` is to know of them; nothing where the log cannot be read, which is said elsewhere.
    func actions() -> [Action] {
        guard let reading = try? audit.read() else { return [] }
        let host = ProcessInfo.processInfo.hostName
        let process = ProcessInfo.processInfo.processIdentifier
        let open = AuditWatch.unfinished(
            in: AuditAction.actions(in: reading.lines), host: host, process: process, isAlive: Self.isAlive, now: now())
        let left = runs.read().filter { run in
            run.host == host && run.process != process && !Self.isAlive(run.process)
        }
        return [.auditRead(reading, failure: nil), .unfinishedFound(open), .runsFound(left)]
    }

    /// Whether a process of that number runs on this machine, be it somebody else's.
    static func isAlive(_ process: Int32) -> Bool { kill(process, 0) == 0 || errno == EPERM }
}
