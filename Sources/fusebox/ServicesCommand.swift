import ArgumentParser
import ConsoleConfig
import Foundation
import Probes

/// `fusebox services`: how everything is, once, for scripts.
struct ServicesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "services",
        abstract: "Probe every endpoint of the config and say how it is.",
        discussion: """
            Exit code 0 when every service is healthy, 1 when one is not, 2 usage or config, 3 when nothing answered.
            With --wait healthy it goes on probing until all are healthy or the time is over.
            """)

    enum Goal: String, ExpressibleByArgument, CaseIterable { case healthy }

    @OptionGroup var option: ConfigOption

    @Flag(help: "One JSON object with stable keys.")
    var json = false

    @Option(help: "Go on until every service is so: healthy.")
    var wait: Goal?

    @Option(help: "How long to wait for answers, such as 60s; without --wait it ends as soon as all have answered.")
    var timeout = DurationArgument(.seconds(60))

    func run() async throws {
        let (config, _) = try option.load()
        guard !config.services.isEmpty else {
            complain("the config names no services")
            throw ExitStatus.usage
        }
        let endpoints: [Endpoint]
        do { endpoints = try config.services.flatMap { try $0.endpoints() } } catch {
            complain("\(error)")
            throw ExitStatus.usage
        }
        let snapshot = await observe(endpoints)
        print(json ? try ServicesReport(snapshot).json() : ServicesText.table(snapshot))
        if snapshot.endpoints.allSatisfy({ $0.lastAnswerAt == nil }) { throw ExitStatus.unreachable }
        if snapshot.services.contains(where: { snapshot.health(of: $0) != .healthy }) { throw ExitStatus.notFine }
    }

    /// Probes until every endpoint has a result (and, where that is waited for, is healthy), or the time is over.
    private func observe(_ endpoints: [Endpoint]) async -> ProbeSnapshot {
        let poller = ProbePoller.live(endpoints: endpoints)
        let (goal, limit) = (wait, timeout.duration)
        return await withTaskGroup(of: ProbeSnapshot?.self) { group in
            group.addTask {
                try? await poller.run()
                return nil
            }
            group.addTask {
                try? await Task.sleep(for: limit)
                return nil
            }
            let last = LastSnapshot()
            group.addTask {
                for await snapshot in poller.snapshots {
                    await last.set(snapshot)
                    if Self.isEnough(snapshot, goal) { return snapshot }
                }
                return nil
            }
            let first = await group.next() ?? nil
            group.cancelAll()
            if let first { return first }
            return await last.value
        }
    }

    private static func isEnough(_ snapshot: ProbeSnapshot, _ goal: Goal?) -> Bool {
        guard !snapshot.endpoints.isEmpty, snapshot.endpoints.allSatisfy({ $0.lastResultAt != nil }) else {
            return false
        }
        return goal == nil || snapshot.endpoints.allSatisfy { $0.health == .healthy }
    }
}

/// The newest snapshot seen, for when the time is over.
private actor LastSnapshot {
    private(set) var value = ProbeSnapshot.empty
    func set(_ snapshot: ProbeSnapshot) { value = snapshot }
}
