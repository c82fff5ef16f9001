import Foundation
import Operations

/// A run of many in words.
struct BulkText {
    private let run: BulkRun
    private let now: Date

    init(_ run: BulkRun, now: Date) {
        self.run = run
        self.now = now
    }

    /// `retry of 300 sagas`.
    var title: String {
        let kind = CommandKind(rawValue: run.plan.kind)
        return "\(kind.verb) \(CountText.of(run.count, kind.targetKind.rawValue))"
    }

    /// All of it in one line.
    var line: String { "\(title): \(phase), \(counts)" }

    var counts: String {
        "\(CountText.grouped(run.done)) of \(CountText.grouped(run.count)) through"
            + (run.changed == 0 ? "" : ", \(CountText.grouped(run.changed)) had changed and were left")
            + (run.failed.isEmpty ? "" : ", \(CountText.grouped(run.failed.count)) not done")
    }

    var phase: String {
        switch run.phase {
        case .canary: return run.held ?? "the first one goes alone"
        case .running: return run.held ?? pace
        case .stopped(let stop): return words(stop)
        case .cancelled: return run.underWay.isEmpty ? "cancelled" : "cancelled, \(run.underWay.count) still under way"
        case .finished: return "finished"
        }
    }

    private var pace: String {
        guard let pace = run.pace(now: now) else { return "under way" }
        let left = run.timeLeft(now: now).map { ", \(DurationText.age(seconds: $0.rounded(.up))) left" } ?? ""
        return "\(CountText.rate(pace))/s\(left)"
    }

    private func words(_ stop: BulkRun.Stop) -> String {
        switch stop {
        case .byOperator: "paused"
        case .canary(let reason): "stopped after the first one: \(reason)"
        case .failures(let failed, let count): "stopped by itself: \(failed) of the last \(count) were not done"
        case .restart: "stopped by a restart of the console"
        }
    }
}
