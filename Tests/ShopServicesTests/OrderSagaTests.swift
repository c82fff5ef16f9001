import Foundation
import Logging
import Observability
import Synchronization
import Testing
import Tracing

@testable import ShopServices

struct OrderSagaTests {
    /// Steps that note what was asked of them and fail as they are told.
    private final class Script: Sendable {
        private let done = Mutex<[String]>([])
        /// Names such as `pay` or `undo reserve`, each with how often it fails and how.
        let failures: [String: (times: Int, kind: ServiceCallFailure.Kind)]
        private let seen = Mutex<[String: Int]>([:])

        init(_ failures: [String: (times: Int, kind: ServiceCallFailure.Kind)]) { self.failures = failures }

        var calls: [String] { done.withLock { $0 } }

        func call(_ name: String) throws {
            done.withLock { $0.append(name) }
            let count = seen.withLock { seen in
                seen[name, default: 0] += 1
                return seen[name, default: 0]
            }
            if let failure = failures[name], count <= failure.times {
                throw ServiceCallFailure(kind: failure.kind, code: "scripted", message: "\(name) failed")
            }
        }

        var steps: [OrderStep] {
            ["reserve", "pay", "ship"].map { name in
                OrderStep(name: name) { _ in
                    try self.call(name)
                } compensate: { _ in
                    try self.call("undo \(name)")
                }
            } + [
                OrderStep(
                    name: "confirm",
                    execute: { order in
                        try self.call("confirm")
                        order.status = .confirmed
                    }, compensate: nil)
            ]
        }
    }

    private struct Run {
        let calls: [String]
        let order: Order?
        let failure: OrderSaga.Failure?
        /// Names of the domain events, without `saga.`, with the step's name.
        let events: [String]
    }

    private func run(_ failures: [String: (times: Int, kind: ServiceCallFailure.Kind)]) async throws -> Run {
        let folder = FileManager.default.temporaryDirectory.appending(path: "saga-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "trace.jsonl").path
        let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let telemetry = TelemetryLog(
            TelemetryLog.Settings(path: path), resource: TelemetryResource(serviceName: "orders", instanceID: "1"),
            logger: quiet)
        let context = ServiceContext(
            settings: ServiceSettings(service: .orders, topology: .standard, files: ShopFiles()),
            tracer: OTLPTracer(log: telemetry), events: DomainEvents(log: telemetry), fate: Fate(seed: 1),
            logger: quiet, clock: InstantClock())
        let script = Script(failures)
        let saga = OrderSaga(steps: script.steps, context: context)
        var order: Order?
        var failure: OrderSaga.Failure?
        do {
            order = try await saga.run(Order(id: "order-1", userID: "ada", items: [], paymentMethod: "card"))
        } catch let error as OrderSaga.Failure {
            failure = error
        }
        await telemetry.flush()
        let events = try TraceFile(path: path).records.map { record in
            let step = record.texts["saga.step.name"].map { " \($0)" } ?? ""
            let status = record.name == "saga.ended" ? " \(record.texts["saga.status"] ?? "")" : ""
            return record.name.replacing("saga.", with: "") + step + status
        }
        return Run(calls: script.calls, order: order, failure: failure, events: events)
    }

    @Test func anOrderThatGoesWellIsConfirmed() async throws {
        let run = try await run([:])
        #expect(run.order?.status == .confirmed)
        #expect(run.calls == ["reserve", "pay", "ship", "confirm"])
        #expect(run.events.first == "started")
        #expect(run.events.last == "ended completed")
        #expect(run.events.count { $0.hasPrefix("step.succeeded") } == 4)
    }

    @Test func aRefusalUndoesTheStepsBeforeItInReverse() async throws {
        let run = try await run(["ship": (.max, .refused)])
        #expect(run.calls == ["reserve", "pay", "ship", "undo pay", "undo reserve"])
        #expect(run.failure?.order.status == .cancelled)
        #expect(run.failure?.step == "ship")
        #expect(
            run.events.suffix(5) == [
                "step.failed ship", "compensating", "step.compensated pay", "step.compensated reserve",
                "ended compensated",
            ])
    }

    @Test func aStepWithoutAnAnswerIsTriedAgainAndUndoneToo() async throws {
        let run = try await run(["pay": (.max, .unknown)])
        #expect(run.calls == ["reserve", "pay", "pay", "undo pay", "undo reserve"])
        #expect(run.failure?.order.status == .cancelled)
    }

    @Test func aSecondAttemptThatSucceedsCompletesTheOrder() async throws {
        let run = try await run(["pay": (1, .unknown)])
        #expect(run.order?.status == .confirmed)
        #expect(run.calls == ["reserve", "pay", "pay", "ship", "confirm"])
        #expect(run.events.contains("step.failed pay"))
        #expect(run.events.last == "ended completed")
    }

    @Test func aCompensationIsTriedAgain() async throws {
        let run = try await run(["ship": (.max, .refused), "undo pay": (3, .unknown)])
        #expect(run.calls.count { $0 == "undo pay" } == 4)
        #expect(run.failure?.order.status == .cancelled)
    }

    @Test func whatCannotBeUndoneNeedsAttentionAndTheRestIsUndoneAllTheSame() async throws {
        let run = try await run(["ship": (.max, .refused), "undo pay": (.max, .unknown)])
        #expect(run.calls.last == "undo reserve")
        #expect(run.failure?.order.status == .needsAttention)
        #expect(run.events.last == "ended needs_attention")
        #expect(run.events.count { $0 == "step.compensation_failed pay" } == OrderSaga.compensationAttempts)
    }

    @Test func nothingIsUndoneWhenTheFirstStepIsRefused() async throws {
        let run = try await run(["reserve": (.max, .refused)])
        #expect(run.calls == ["reserve"])
        #expect(run.failure?.order.status == .cancelled)
    }
}

/// A clock on which nothing takes time.
struct InstantClock: Clock {
    typealias Instant = ContinuousClock.Instant
    var now: Instant { .now }
    var minimumResolution: Duration { .zero }
    func sleep(until deadline: Instant, tolerance: Duration?) async throws { try Task.checkCancellation() }
}
