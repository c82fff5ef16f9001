import Audit
import Foundation

/// Follows the audit log: other consoles write to it too.
struct AuditWatch: Sendable {
    let path: String

    /// Reads every second what is new, until cancelled.
    func run(send: @escaping @Sendable (Action) async -> Void) async {
        var follower = AuditFollower(path: path)
        var said: String?
        var isFirst = true
        while !Task.isCancelled {
            do {
                if try follower.readOn() || isFirst || said != nil {
                    said = nil
                    await send(.auditRead(AuditReading(lines: follower.lines, verdict: follower.verdict), failure: nil))
                }
            } catch {
                if said != error.reading {
                    said = error.reading
                    await send(.auditRead(AuditReading(), failure: error.reading))
                }
            }
            isFirst = false
            try? await Task.sleep(for: .seconds(1), tolerance: .milliseconds(500))
        }
    }

    /// Actions that a console announced and nobody finished: its process is gone.
    ///
    /// Consoles of other machines cannot be asked whether they live; theirs count after so many seconds.
    static func unfinished(
        in actions: [AuditAction], host: String, process: Int32, isAlive: (Int32) -> Bool, now: Date
    ) -> [AuditAction] {
        actions.filter { action in
            guard action.isOpen else { return false }
            guard action.host == host else { return now.timeIntervalSince(action.at) > 600 }
            return action.process != process && !isAlive(action.process)
        }
    }
}
