import ResilienceTesting
import Testing

@testable import Sagas

struct StepReceiptsTests {
    @Test func aStepIsDoneOnceAndAnswersTheSameAgain() {
        var receipts = StepReceipts()
        #expect(receipts.decision(onStep: "k") == .perform)
        receipts.done("k", answer: "payment 7")
        #expect(receipts.decision(onStep: "k") == .repeatAnswer("payment 7"))
        #expect(receipts.decision(onStep: "other") == .perform)
    }

    @Test func aCompensationOfWhatNeverHappenedSucceedsAndBarsTheStep() {
        var receipts = StepReceipts()
        #expect(receipts.decision(onCompensation: "k") == .nothingToUndo)
        receipts.undone("k")
        #expect(receipts.decision(onStep: "k") == .refuse)
        receipts.refused("k")
        #expect(receipts.decision(onCompensation: "k") == .isUndone)
        #expect(receipts.counters.empty == 1 && receipts.counters.late == 1)
    }

    /// Whatever order messages arrive in, however often: a key is done at most once, and not at all after its undoing.
    @Test func anyOrderOfArrivalLeadsToTheSameEnd() {
        for seed in ModelRuns.seeds(300) {
            var random = SeededGenerator(seed: UInt64(seed))
            var receipts = StepReceipts()
            var balance = 0
            var wasUndone = false
            for _ in 0..<20 {
                if random.chance(0.6) {
                    if receipts.decision(onStep: "k") == .perform {
                        #expect(!wasUndone && balance == 0, "seed \(seed)")
                        balance += 1
                        receipts.done("k", answer: "a")
                    }
                } else {
                    if receipts.decision(onCompensation: "k") == .undo { balance -= 1 }
                    receipts.undone("k")
                    wasUndone = true
                }
                #expect(balance == (wasUndone ? 0 : balance) && (0...1).contains(balance), "seed \(seed)")
            }
        }
    }
}
