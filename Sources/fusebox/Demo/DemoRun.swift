import Dispatch
import Foundation
import Synchronization

/// The shop of a demo, seen from the synchronous main thread: started, waited for, stopped.
final class DemoRun: Sendable {
    private enum Stage { case starting, ready, ended(String) }

    private let stage = Mutex<Stage>(.starting)
    private let changed = DispatchSemaphore(value: 0)
    private let ended = DispatchSemaphore(value: 0)
    private let task = Mutex<Task<Void, Never>?>(nil)

    /// Starts the shop.
    init(_ shop: DemoShop) {
        let task = Task {
            do {
                try await shop.run { self.change(to: .ready) }
            } catch {
                self.change(to: .ended("\(error)"))
            }
            self.ended.signal()
        }
        self.task.withLock { $0 = task }
    }

    /// Waits until every service answers.
    /// - Returns: a sentence where the shop ended instead, or `nil`; an empty one after a signal that ends programs.
    func waitUntilReady() -> String? {
        while true {
            _ = changed.wait(timeout: .now() + .milliseconds(50))
            switch stage.withLock({ $0 }) {
            case .ready: return nil
            case .ended(let sentence): return sentence
            case .starting: if PendingSignals.ending != nil { return "" }
            }
        }
    }

    /// Stops the shop and waits until all of its processes are gone.
    func stop() {
        task.withLock { $0 }?.cancel()
        ended.wait()
    }

    private func change(to next: Stage) {
        stage.withLock { $0 = next }
        changed.signal()
    }
}
