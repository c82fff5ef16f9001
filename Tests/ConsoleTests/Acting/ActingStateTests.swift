import Audit
import Foundation
import Operations
import TerminalUI
import Testing
import Traces

@testable import Console

/// From a key to what is told, with the services' answers played in.
struct ActingStateTests {
    static let sizes = [Size(width: 80, height: 24), Size(width: 200, height: 50)]

    private func check(_ state: State, _ name: String, file: String = #filePath) {
        expectGolden(view(state), "\(name)-\(state.size.width)x\(state.size.height)", file: file)
    }

    /// On `order-metrics`, a projection.
    private func onProjection(_ size: Size = Size(width: 80, height: 24)) -> State {
        var state = EventWorlds.state(size)
        state.press("v")
        return state
    }

    private func plan(_ total: Int = 2) -> Plan {
        let sentences = [
            "order-metrics is made anew from 4 events", "the new one is switched in when it has caught up",
        ]
        return Plan(
            kind: .projectionRebuild, target: "order-metrics", revision: 3, state: "running",
            effects: sentences.map { Plan.Effect(subject: "order-metrics", action: "rebuild", sentence: $0) },
            total: total, hash: String(repeating: "a", count: 64), asOf: testNow)
    }

    private func id(_ effects: [Effect]) -> String {
        guard case .act(let action, _)? = effects.first else { return "" }
        return action.id
    }

    /// Up to the question.
    private func asked(_ size: Size = Size(width: 80, height: 24), total: Int = 2) -> (state: State, id: String) {
        var state = onProjection(size)
        let id = id(state.press("b"))
        _ = reduce(&state, .acted(id, .planned(plan(total))))
        return (state, id)
    }

    @Test(arguments: sizes) func theQuestionNamesTheTargetAndListsEveryEffect(size: Size) {
        check(asked(size).state, "question")
    }

    @Test func aPlanThatIsAskedForIsSaid() {
        var state = onProjection()
        state.press("b")
        check(state, "planning")
    }

    @Test func moreThanAThousandMustBeTyped() {
        var (state, _) = asked(total: 10_000)
        state.type("because")
        #expect(state.press("Enter") == [])
        check(state, "typed")
        state.type("10000")
        #expect(state.press("Enter").count == 1)
    }

    @Test func whereNothingCanBeReplayedItIsSaidWhatCanBe() {
        var state = onProjection()
        #expect(state.press("p") == [])
        #expect(
            state.toasts.last?.text
                == "order-metrics reads its events itself: b makes it anew; events are replayed into order-totals")
        state.press("G", "p")
        #expect(state.acting.actions.values.map(\.intent.title) == ["replay events into order-totals"])
    }

    @Test func aReplaySaysHowManyEventsAreDeliveredAgain() throws {
        var state = onProjection()
        state.press("G")
        let id = id(state.press("p"))
        let intent = try #require(state.acting.actions[id]?.intent)
        var plan = ActingWorlds.plan(intent, effects: ["deliver all events of orders to order-totals again"])
        plan.total = 420
        _ = reduce(&state, .acted(id, .planned(plan, touches: [])))
        #expect(state.screen.contains { $0.contains("420 events of the log in all") })
        #expect(!state.screen.contains { $0.contains("more of the kind") })
    }

    @Test func nothingLeavesBeforeItIsRecordedAndNothingIsDoneBeforeItWasSeen() throws {
        var (state, id) = asked()
        state.type("it was wrong")
        let recording = state.press("Enter")
        guard case .act(let action, .record(let facts))? = recording.first, recording.count == 1 else {
            Issue.record("\(recording)")
            return
        }
        #expect(action.id == id && facts.map(\.word) == ["intent", "plan"] && state.overlay == nil)
        let sending = reduce(&state, .acted(id, .recorded))
        guard case .act(let sent, .send)? = sending.first else {
            Issue.record("\(sending)")
            return
        }
        #expect(sent.command.plan == plan().hash && sent.command.expectedRevision == 3)
        #expect(sent.command.reason == "it was wrong" && sent.command.actor == "ada")
        _ = reduce(&state, .acted(id, .reported(ActingWorlds.report(.succeeded, action.intent, id: id))))
        #expect(state.acting.actions[id]?.isPending == true)
        check(state, "pending")
        let done = EventWorlds.projection("order-metrics", generation: 2, revision: 4)
        let end = reduce(&state, .operationsArrived(EventWorlds.board(projections: [done], revision: 2)))
        guard case .act(_, .record(let observed))? = end.first else {
            Issue.record("\(end)")
            return
        }
        #expect(observed.map(\.word) == ["observation"])
        #expect(state.acting.actions.isEmpty)
        #expect(state.toasts.last?.text == "rebuild order-metrics: seen: order-metrics is at position 4")
        #expect(state.localChanges.last?.kind == "command")
    }

    @Test func whatChangesWhileThePlanIsReadIsShownAndNothingIsSent() {
        var (state, _) = asked()
        let moved = EventWorlds.projection("order-metrics", revision: 9)
        _ = reduce(&state, .operationsArrived(EventWorlds.board(projections: [moved], revision: 2)))
        state.type("x")
        #expect(state.press("Enter") == [])
        #expect(state.acting.actions.isEmpty)
        check(state, "changed")
        state.type("and the rest of the reason")
        state.press("Enter")
        #expect(state.overlay != nil && state.acting.actions.isEmpty, "what was being typed does nothing")
        state.press("Esc")
        #expect(state.overlay == nil)
    }

    @Test func otherSagasAreThoseThatAreNotActedOn() {
        let sagas = SagaWorlds.many(5).map { saga in
            var saga = saga
            saga.ended = nil
            return saga
        }
        let intent = ActionIntent(service: "orders", kind: .sagaRetry, target: sagas[0].id)
        let surroundings = TraceSurroundings(callers: [], sagas: sagas, rates: [])
        func lines(_ alongside: Set<String>) -> [String] {
            ActionTouches(intent, alongside: alongside, traces: surroundings).lines
        }
        #expect(lines([]) == ["4 other OrderProcessing sagas under way, not touched"])
        #expect(
            lines([sagas[0].id, sagas[1].id, sagas[2].id]) == ["2 other OrderProcessing sagas under way, not touched"])
        #expect(lines(Set(sagas.map(\.id))) == [])
    }

    @Test func aConflictShowsTheDifference() {
        var (state, id) = asked()
        state.type("x")
        state.press("Enter")
        _ = reduce(&state, .acted(id, .recorded))
        let problem = CommandProblem(
            kind: .conflict(difference: ["state: running → stopped", "revision: 3 → 4"]), code: "revision_conflict",
            sentence: "it has changed since it was shown")
        _ = reduce(&state, .acted(id, .problem(problem)))
        check(state, "conflict")
    }

    @Test func anAuditLogThatCannotBeWrittenStopsEverything() {
        var (state, id) = asked()
        state.type("x")
        state.press("Enter")
        let why = "the audit log var/audit.jsonl cannot be written: the disk is full; make room on it, then try again"
        #expect(reduce(&state, .acted(id, .notRecorded(why))) == [])
        check(state, "not-recorded")
    }

    @Test func escapeLeavesItAtAnyTime() {
        var state = onProjection()
        let id = id(state.press("b"))
        state.press("Esc")
        #expect(state.overlay == nil && state.acting.actions.isEmpty)
        #expect(reduce(&state, .acted(id, .planned(plan()))) == [])
        var (later, _) = asked()
        later.press("Esc")
        #expect(later.overlay == nil && later.acting.actions.isEmpty)
    }

    @Test func readOnlyAndViewersAreRefusedInOnePlaceAndTheirKeysAreDim() {
        var state = EventWorlds.state(Size(width: 80, height: 24), EventWorlds.board(), readOnly: true)
        state.press("v")
        for key in ["b", "p", "t", "d"] { #expect(state.press(key) == []) }
        #expect(state.toasts.last?.kind == .refusal)
        #expect(state.obstacle(to: .act(.projectionRebuild))?.code == "read_only")
        var viewer = EventWorlds.state(Size(width: 80, height: 24), EventWorlds.board(role: .viewer))
        viewer.press("v")
        #expect(viewer.press("b") == [])
        #expect(viewer.obstacle(to: .act(.projectionRebuild))?.code == "role")
        check(viewer, "viewer")
    }

    @Test func staleFactsLockTheKeys() {
        var state = EventWorlds.state(Size(width: 80, height: 24), EventWorlds.board(age: 42))
        state.press("v")
        #expect(state.press("b") == [])
        #expect(
            state.toasts.last?.text
                == "rebuild order-metrics: what is known of order-metrics is 42 s old: wait until analytics answers again"
        )
    }

    @Test func theSameTargetIsNotActedOnTwice() {
        var (state, id) = asked()
        state.type("x")
        state.press("Enter")
        _ = reduce(&state, .acted(id, .recorded))
        #expect(state.press("b") == [])
        #expect(state.toasts.last?.text.contains("is still pending") == true)
    }

    // MARK: - Many at once

    private func letters(_ count: Int) -> [DeadLetterReport] {
        (0..<count).map {
            var letter = EventWorlds.letter
            letter.id = "letter-\($0)"
            return letter
        }
    }

    @Test func markedRowsGoTogetherAfterACanary() throws {
        var state = EventWorlds.state(Size(width: 80, height: 24), EventWorlds.board(letters: letters(300)))
        state.press("v", "v", "M")
        #expect(state.acting.marks.count == 300)
        let planning = state.press("t")
        _ = reduce(&state, .acted(id(planning), .planned(plan())))
        check(state, "many")
        state.type("the column is there now")
        let begun = state.press("Enter")
        #expect(begun.count == 2, "the run is kept, and the canary is recorded")
        guard case .saveRun(let record)? = begun.first, case .act(let canary, .record)? = begun.last else {
            Issue.record("\(begun)")
            return
        }
        #expect(record.plan.items.count == 300 && canary.bulk == record.id)
        _ = reduce(&state, .acted(canary.id, .recorded))
        _ = reduce(&state, .acted(canary.id, .reported(ActingWorlds.report(.succeeded, canary.intent, id: canary.id))))
        let rest = Array(letters(300).filter { $0.id != canary.intent.target })
        _ = reduce(&state, .operationsArrived(EventWorlds.board(letters: rest, revision: 2)))
        #expect(state.currentRun?.succeeded == 1 && state.currentRun?.phase == .running)
        let next = reduce(&state, .tick(testNow.addingTimeInterval(1)))
        #expect(next.count == 1)
        check(state, "run")
        state.press("P")
        #expect(state.currentRun?.phase == .stopped(.byOperator))
        state.press("C")
        #expect(state.currentRun?.phase == .cancelled)
    }

    /// A run of many whose first one is done; then its service tells of what `left` keeps.
    private func afterTheCanary(_ count: Int, left: (DeadLetterReport) -> Bool = { _ in true }) throws -> State {
        var state = EventWorlds.state(Size(width: 80, height: 24), EventWorlds.board(letters: letters(count)))
        state.press("v", "v", "M")
        _ = reduce(&state, .acted(id(state.press("t")), .planned(plan())))
        state.type("again")
        guard case .act(let canary, _)? = state.press("Enter").last else {
            throw NothingWasStarted()
        }
        _ = reduce(&state, .acted(canary.id, .recorded))
        _ = reduce(&state, .acted(canary.id, .reported(ActingWorlds.report(.succeeded, canary.intent, id: canary.id))))
        let rest = letters(count).filter { $0.id != canary.intent.target && left($0) }
        _ = reduce(&state, .operationsArrived(EventWorlds.board(letters: rest, revision: 2)))
        return state
    }

    private struct NothingWasStarted: Error {}

    @Test func manyWaitWhileTheirServiceIsNotHeardAndNoneOfThemCountsAsNotDone() throws {
        var state = try afterTheCanary(300)
        for second in 20...80 {
            #expect(reduce(&state, .tick(testNow.addingTimeInterval(Double(second)))) == [])
        }
        let run = try #require(state.currentRun)
        #expect(run.failed.isEmpty && run.phase == .running && run.next == 1)
        #expect(run.held?.hasPrefix("held: what is known of letter-1 is ") == true, "\(run.held ?? "-")")
    }

    @Test func whatItsServiceTellsOfNoMoreIsLeftAndIsNoFailure() throws {
        var state = try afterTheCanary(3) { _ in false }
        for second in 1...3 { _ = reduce(&state, .tick(testNow.addingTimeInterval(Double(second)))) }
        let run = try #require(state.currentRun)
        #expect(run.phase == .finished && run.succeeded == 1 && run.changed == 2 && run.failed.isEmpty)
    }

    @Test func aRunThatAnEarlierConsoleLeftGoesOnWithWhatIsNotOnRecord() {
        var state = EventWorlds.state(Size(width: 80, height: 24), EventWorlds.board(letters: letters(3)))
        let items = (0..<3).map { BulkPlan.Item(service: "analytics", target: "letter-\($0)", revision: 5) }
        let plan = BulkPlan(kind: "dead_letter.retry", reason: "again", items: items)
        let record = BulkRecord(
            id: "b", plan: plan, policy: BulkPolicy(), startedAt: ago(600), host: "here", process: 1)
        _ = reduce(&state, .runsFound([record]))
        #expect(state.currentRun?.phase == .stopped(.restart))
        state.press("P")
        #expect(state.currentRun?.phase == .canary)
    }
}
