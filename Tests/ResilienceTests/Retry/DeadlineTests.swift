import Resilience
import Testing

struct DeadlineTests {
    let now = ContinuousClock.now

    @Test func aDeadlineSurvivesTheHeader() throws {
        let deadline = Deadline(at: now.advanced(by: .milliseconds(1_500)))
        #expect(deadline.headerValue(at: now) == "1500")
        #expect(try Deadline(headerValue: "1500", at: now) == deadline)
    }

    @Test func oneThatHasPassedHasNothingLeft() {
        let deadline = Deadline(at: now.advanced(by: .seconds(-3)))
        #expect(deadline.remaining(at: now) == .zero)
        #expect(deadline.headerValue(at: now) == "0")
        #expect(deadline.hasPassed(at: now))
    }

    @Test(arguments: ["", "-1", "+5", "1.5", "1e3", "٣", " 5", "5 ", "9999999999", "0x10", "abc", "1\u{0}"])
    func anythingButDigitsIsRefused(text: String) {
        let error = #expect(throws: MalformedDeadline.self) { try Deadline(headerValue: text, at: now) }
        #expect(error?.text == text)
    }

    @Test func theNearerOfTwoDeadlinesHolds() async throws {
        try await Deadline.within(.seconds(5), at: now) {
            try await Deadline.within(.seconds(50), at: now) {
                #expect(Deadline.current == Deadline(at: now.advanced(by: .seconds(5))))
            }
            try await Deadline.within(.seconds(2), at: now) {
                #expect(Deadline.current == Deadline(at: now.advanced(by: .seconds(2))))
            }
        }
        #expect(Deadline.current == nil)
    }

    @Test func nothingIsBegunAfterTheDeadline() async {
        await #expect(throws: DeadlineExceeded.self) {
            try await Deadline.within(.zero, at: now) { Issue.record("was begun") }
        }
        #expect(throws: DeadlineExceeded.self) {
            try Deadline.$current.withValue(Deadline(at: now)) { try Deadline.check(at: now) }
        }
    }

    @Test func childTasksInheritIt() async throws {
        try await Deadline.within(.seconds(5), at: now) {
            async let child = Deadline.current
            let inherited = await child
            #expect(inherited == Deadline(at: now.advanced(by: .seconds(5))))
        }
    }
}
