import EventSourcing
import Foundation
import ResilienceTesting
import Operations
import OperationsClient
import OperationsServer
import Resilience
import Sagas
import Testing

/// What operators see and do, through real HTTP, on real stores.
@Suite struct LiveOperationsTests {
    private func command(
        _ id: String, _ kind: CommandKind, _ target: String, _ arguments: [String: JSONValue] = [:],
        expecting revision: Int? = nil, plan: String? = nil
    ) -> Command {
        Command(
            id: id, kind: kind, target: target, arguments: arguments, expectedRevision: revision, plan: plan,
            reason: "a test", actor: "ada")
    }

    @Test func aStuckSagaIsShownWithAllThatIsKnownAndCompensatedByHand() async throws {
        let moods: [String: any Error] = ["ConfirmOrder": StepRefused("the warehouse says no")]
        try await LiveService.run(moods: moods) { service in
            let client = service.client
            try await service.parts.runner.start("OrderProcessing", id: "order-7f3a", input: ["sku": "x"])
            try await eventually("it needs attention") {
                try await client.sagas(.init(statuses: [.needsAttention])).items.count == 1
            }
            let stuck = try await client.saga("order-7f3a")
            #expect(stuck.summary.status == .needsAttention && !stuck.summary.touched && stuck.input == ["sku": "x"])
            #expect(stuck.summary.step == 2 && stuck.summary.lastError == "the warehouse says no")
            #expect(stuck.steps.map(\.effect.state) == [.standing, .standing, .none])
            #expect(stuck.steps[0].effect.evidence == "ReserveInventory done")
            #expect(stuck.steps[0].command == ["of": "ReserveInventory"] && stuck.steps[0].key != nil)
            #expect(stuck.steps[2].attempts.map(\.outcome) == [.failed])
            #expect(stuck.steps.allSatisfy { $0.attempts.allSatisfy { $0.endedAt != nil } })

            let intent = command("c-1", .sagaCompensate, "order-7f3a", expecting: stuck.summary.revision)
            let plan = try await client.plan(intent)
            #expect(plan.effects.map(\.sentence) == ["undo ProcessPayment", "undo ReserveInventory"])
            #expect(plan.revision == stuck.summary.revision && plan.state == "needs_attention")
            var order = intent
            order.plan = plan.hash
            _ = try await client.send(order)
            let end = try await service.end(of: "c-1")
            #expect(end.state == .succeeded && end.result?["status"] == "compensating")
            try await eventually("it is compensated") {
                try await client.saga("order-7f3a").summary.status == .compensated
            }
            let undone = try await client.saga("order-7f3a")
            #expect(undone.summary.touched && undone.steps.map(\.effect.state) == [.undone, .undone, .none])
            #expect(undone.interventions.map(\.kind) == [.sagaCompensate])
            #expect(undone.interventions.map(\.command) == ["c-1"] && undone.interventions.map(\.actor) == ["ada"])

            // Somebody who still sees it as it was gets told, and changes nothing.
            await #expect {
                _ = try await client.send(
                    command("c-2", .sagaAbandon, "order-7f3a", expecting: stuck.summary.revision))
            } throws: { error in
                guard case .refused(let problem)? = error as? OperationsClientError else { return false }
                return problem.code == .commandRefused || problem.code == .revisionConflict
            }
            #expect(try await client.saga("order-7f3a").interventions.count == 1)
        }
    }

    @Test func twoOperatorsOnOneSagaOneWinsAndTheOtherIsTold() async throws {
        try await LiveService.run(moods: ["ConfirmOrder": StepRefused("no")]) { service in
            try await service.parts.runner.start("OrderProcessing", id: "order-1", input: 1)
            try await eventually("it needs attention") {
                try await service.client.sagas(.init(statuses: [.needsAttention])).items.count == 1
            }
            let seen = try await service.client.saga("order-1").summary.revision
            let ends = try await withThrowingTaskGroup(of: String.self) { group in
                for (id, kind) in [("ada", CommandKind.sagaAbandon), ("bob", .sagaCompensate)] {
                    group.addTask {
                        do throws(OperationsClientError) {
                            _ = try await service.client.send(command(id, kind, "order-1", expecting: seen))
                        } catch {
                            return error.code
                        }
                        let end = try await service.end(of: id)
                        return end.failure?.code.rawValue ?? end.state.rawValue
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(ends.sorted().last == "succeeded")
            let lost: Set = ["revision_conflict", "command_refused"]
            #expect(ends.filter { lost.contains($0) }.count == 1, "\(ends)")
            let first = try #require(try await service.client.saga("order-1").interventions.first)
            #expect(try await service.client.saga("order-1").interventions.count == 1)

            // Whoever comes later is told what has changed, and by whom.
            let late = command("eve", .sagaRetry, "order-1", expecting: seen)
            let told = await #expect(throws: OperationsClientError.self) { try await service.client.send(late) }
            guard case .refused(let problem)? = told else { return }
            let difference = try #require(problem.difference)
            #expect(problem.code == .revisionConflict && difference.first?.subject == "revision")
            #expect(difference.contains { $0.subject == "state" && $0.expected == "needs_attention" }, "\(difference)")
            let word = first.kind.rawValue.dropFirst("saga.".count)
            #expect(difference.contains(Difference(subject: "\(word) by \(first.actor)", actual: first.reason)))
        }
    }

    @Test func eventsAreDeliveredAgainToWhatKeepsToItselfAndToNothingElse() async throws {
        try await LiveService.run { service in
            try await service.store.takeNotes(0..<50)
            try await eventually("all are delivered") { service.parts.delivered.value.count == 50 }
            try await eventually("the position is on disk") {
                try await service.client.projections().items.first { $0.name == "view" }?.position == 50
            }
            let group = try #require(try await service.client.projections().items.first { $0.name == "view" })
            #expect(group.kind == .subscription && group.replayable && group.lag == 0 && group.deadLetters == 0)
            let order = command("r", .eventsReplay, "view", ["after": 10, "through": 30], expecting: group.revision)
            let plan = try await service.client.plan(order)
            #expect(plan.total == 20 && plan.effects.count == 1)
            _ = try await service.client.send(order)
            let end = try await service.end(of: "r")
            #expect(end.state == .succeeded && end.progress.done == end.progress.total)
            let again = service.parts.delivered.value.filter(\.isReplay).map(\.position)
            #expect(again == Array(11...30))
            // It was over before anybody looked, and is seen all the same.
            let after = try #require(try await service.client.projections().items.first { $0.name == "view" })
            #expect(after.generation == 1 && after.revision != group.revision && after.rebuild == nil)
            // New events go on where they were, each once.
            try await service.store.takeNotes(50..<55)
            try await eventually("the new ones are delivered") { service.parts.delivered.value.count == 75 }
            #expect(service.parts.delivered.value.suffix(5).map(\.position) == Array(51...55))

            await #expect { _ = try await service.client.plan(command("m", .eventsReplay, "mails")) } throws: { error in
                guard case .refused(let problem)? = error as? OperationsClientError else { return false }
                return problem.code == .commandRefused && problem.detail.contains("acts on the world")
            }
        }
    }

    @Test func aProjectionIsRebuiltBesideTheLiveOne() async throws {
        try await LiveService.run { service in
            try await service.store.takeNotes(0..<30)
            try await eventually("it has caught up") {
                try await service.client.projections().items.first { $0.name == "notes" }?.position == 30
            }
            let before = try #require(try await service.client.projections().items.first { $0.name == "notes" })
            _ = try await service.client.send(
                command("p", .projectionRebuild, "notes", expecting: before.revision))
            #expect(try await service.end(of: "p").state == .succeeded)
            let after = try #require(try await service.client.projections().items.first { $0.name == "notes" })
            #expect(after.generation == (before.generation ?? 0) + 1 && after.position == 30 && after.rebuild == nil)
            await #expect {
                _ = try await service.client.send(command("q", .projectionRebuild, "notes", expecting: before.revision))
            } throws: { error in
                guard case .refused(let problem)? = error as? OperationsClientError else { return false }
                return problem.code == .revisionConflict && problem.difference?.isEmpty == false
            }
        }
    }

    @Test func deadLettersAreShownRetriedAndDiscarded() async throws {
        try await LiveService.run { service in
            service.parts.indigestible.change { $0 = ["NoteTorn"] }
            try await service.store.takeNotes(0..<3, type: "NoteTorn")
            try await service.store.takeNotes(10..<11)
            try await eventually("three are dead, and one waits behind the first") {
                try await service.client.deadLetters().items.map(\.waitingBehind) == [1, 0, 0]
            }
            let letters = try await service.client.deadLetters(limit: 2)
            #expect(letters.more && letters.items.map(\.reason) == ["no such address", "no such address"])
            #expect(letters.items.first?.event.type == "NoteTorn")
            #expect(try await service.client.deadLetters(after: letters.next).items.count == 1)

            let (first, second) = (letters.items[0], letters.items[1])
            service.parts.indigestible.change { $0 = [] }
            _ = try await service.client.send(
                command("a", .deadLetterRetry, first.id, expecting: first.revision))
            _ = try await service.client.send(
                command("b", .deadLetterDiscard, second.id, expecting: second.revision))
            #expect(try await service.end(of: "a").state == .succeeded)
            #expect(try await service.end(of: "b").state == .succeeded)
            try await eventually("one is left") { try await service.client.deadLetters().items.count == 1 }
            await #expect { _ = try await service.client.send(command("c", .deadLetterRetry, first.id)) } throws: {
                error in
                guard case .refused(let problem)? = error as? OperationsClientError else { return false }
                return problem.code == .notFound
            }
        }
    }

    @Test func breakersAndBulkheadsAreShownAsTheyAre() async throws {
        try await LiveService.run { service in
            for _ in 0..<5 { _ = try? await service.parts.payments.execute { throw StepFailed("down") } }
            _ = try? await service.parts.payments.execute {}
            let breakers = try await service.client.breakers().items
            #expect(breakers.map(\.name) == ["orders → payments", "orders → shipping"])
            let payments = try #require(breakers.first)
            #expect(payments.state == .open && payments.failureRate == nil && payments.totals.failed == 5)
            #expect(payments.totals.rejected == 1 && payments.nextTrial.map { $0 > payments.since } == true)
            #expect(payments.rule == "5 failures in a row within 60 s open it for 30 s")
            try await eventually("the change is told") {
                try await service.client.breakers().items.first?.changes.map(\.to) == [.open]
            }
            let bulkhead = try #require(try await service.client.bulkheads().items.first)
            #expect(bulkhead.tiers.map(\.tier) == ["critical", "normal", "reporting"] && bulkhead.inUse == 0)
            try await service.parts.database.execute(.critical) {
                let busy = try #require(try await service.client.bulkheads().items.first)
                #expect(busy.inUse == 1 && busy.tiers[0].inUse == 1 && busy.revision > bulkhead.revision)
            }
        }
    }
}
