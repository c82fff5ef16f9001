import EventSourcing
import Foundation
import Testing

@testable import Sagas

struct SagaAnnouncementTests {
    /// Everything that a saga is told as, in order.
    private func announcements(_ bench: SagaBench) async throws -> [SagaAnnouncement] {
        var state = SagaState(id: "order-7f3a")
        return try await bench.store.allEvents(of: "saga-order-7f3a").compactMap { event in
            try state.apply([event])
            return SagaAnnouncement(try EventDecoder<SagaFact>().decode(event), in: state)
        }
    }

    @Test func aCompensatedSagaIsToldStepByStep() async throws {
        let bench = try await SagaBench(World { $0.step == "ProcessPayment" ? .refuses : .fine })
        try await bench.start()
        try await bench.drive()
        let told = try await announcements(bench)
        #expect(
            told.map(\.name) == [
                "saga.started", "saga.step.started", "saga.step.succeeded", "saga.step.started", "saga.step.failed",
                "saga.compensating", "saga.step.started", "saga.step.compensated", "saga.ended",
            ])
        #expect(
            told[4].attributes == [
                "saga.id": .text("order-7f3a"), "saga.name": .text("OrderProcessing"), "saga.status": .text("running"),
                "saga.step.count": .number(4), "saga.step.name": .text("ProcessPayment"), "saga.step.index": .number(1),
                "saga.step.action": .text("forward"), "saga.step.attempt": .number(1), "error.type": .text("declined"),
            ])
        #expect(told[6].attributes["saga.step.action"] == .text("compensate"))
        #expect(told[8].attributes["saga.status"] == .text("compensated"))
    }

    @Test func aStuckSagaIsToldAsEndedWithThatStatus() async throws {
        let bench = try await SagaBench(World { $0.step == "ConfirmOrder" ? .refuses : .fine })
        try await bench.start()
        try await bench.drive()
        let last = try #require(try await announcements(bench).last)
        #expect(last.name == "saga.ended" && last.attributes["saga.status"] == .text("needs_attention"))
    }
}
