import Foundation
import ResilienceTesting
import Resilience
import EventSourcing
import Operations
import OperationsClient
import OperationsServer
import Sagas
import Testing

/// Lists that grow: paging, and answers that are held until something happens.
@Suite struct FeedTests {
    @Test func pagesHaveEveryEventOnceAndInOrder() async throws {
        try await LiveService.run { service in
            try await service.store.takeNotes(0..<25)
            var (seen, after): ([Int], String?) = ([], nil)
            while true {
                let page = try await service.client.events(.init(after: after, limit: 7))
                #expect(page.items.count <= 7)
                seen += page.items.map(\.position)
                after = page.next
                if !page.more { break }
            }
            #expect(seen == Array(1...25))
            let one = try await service.client.events(.init(stream: "note-3"))
            #expect(one.items.map(\.version) == [1, 2, 3] && one.items.first?.data == ["n": 3])
            #expect(try await service.client.events(.init(type: "Unheard")).items.isEmpty)
        }
    }

    @Test func anAnswerIsHeldUntilThereIsAnEvent() async throws {
        try await LiveService.run { service in
            try await service.store.takeNotes(0..<2)
            let waiting = Task {
                try await service.client.events(.init(after: "2", type: "NoteKept", wait: 30))
            }
            try await service.store.takeNotes(2..<4)
            try await service.store.takeNotes(4..<5, type: "NoteKept")
            let page = try await waiting.value
            #expect(page.items.map(\.position) == [5] && page.next == "5")
        }
    }

    @Test func nothingIsAnsweredAfterTheWaitIfNothingHappens() async throws {
        try await LiveService.run { service in
            let page = try await service.client.events(.init(wait: 0.05))
            #expect(page.items.isEmpty && page.next == "0" && !page.more)
            #expect(try await service.client.sagas(.init(wait: 0.05)).items.isEmpty)
        }
    }

    @Test func theListOfSagasTellsEachChangeOnce() async throws {
        try await LiveService.run(moods: ["ProcessPayment": StepRefused("declined")]) { service in
            for number in 0..<12 {
                try await service.parts.runner.start(
                    "OrderProcessing", id: .init(rawValue: "order-\(number)"), input: 1)
            }
            // Follow the feed until all have ended; what it has told must then be the truth.
            var (known, after): ([String: SagaSummary], String?) = ([:], nil)
            while known.count < 12 || known.values.contains(where: { $0.status != .compensated }) {
                let page = try await service.client.sagas(.init(after: after, limit: 5, wait: 20))
                #expect(page.items.count <= 5)
                for saga in page.items {
                    #expect(saga.revision > known[saga.id]?.revision ?? 0, "it came although it had not changed")
                    known[saga.id] = saga
                }
                after = page.next
            }
            #expect(try await service.client.sagas(.init(after: after)).items.isEmpty)
            let failed = try await service.client.sagas(.init(statuses: [.compensated], name: "OrderProcessing"))
            #expect(failed.items.count == 12 && failed.items.allSatisfy { known[$0.id] == $0 })
            #expect(try await service.client.sagas(.init(statuses: [.completed, .running])).items.isEmpty)
            #expect(try await service.client.sagas(.init(name: "Unheard")).items.isEmpty)
        }
    }

    @Test func aHeldAnswerEndsWithTheService() async throws {
        let held = Shared<Task<ItemPage<EventReport>?, Never>?>(nil)
        try await LiveService.run(limits: OperationsLimits(heldAnswers: 1)) { service in
            let client = service.client
            held.change { $0 = Task { await heldAnswer(of: client) } }
            try await eventually("the answer is held") {
                try await service.raw("GET", "/events?wait=0.01").status == 429
            }
        }
        let page = await held.value?.value
        #expect(page?.items.isEmpty == true, "it was cut off, not answered")
    }

    /// What is answered when something happens. Whoever asks whether the only place is taken may have it just then.
    private func heldAnswer(of client: OperationsClient) async -> ItemPage<EventReport>? {
        while true {
            do throws(OperationsClientError) {
                return try await client.events(.init(wait: 30))
            } catch {
                guard case .refused(let problem) = error, problem.code == .rateLimited else { return nil }
            }
        }
    }

    @Test func tooManyHeldAnswersAreRefused() async throws {
        try await LiveService.run(limits: OperationsLimits(heldAnswers: 1)) { service in
            let first = Task { await heldAnswer(of: service.client) }
            try await eventually("the place is taken") {
                try await service.raw("GET", "/events?wait=0.01").status == 429
            }
            try await service.store.takeNotes(0..<1)
            #expect(await first.value?.items.count == 1)
        }
    }
}
