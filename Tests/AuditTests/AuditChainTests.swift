import Foundation
import ResilienceTesting
import Testing

@testable import Audit

/// The chain itself, without files.
struct AuditChainTests {
    @Test(arguments: 1...8 as ClosedRange<UInt64>)
    func everyEntryIsReadAsItWasWritten(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for number in 0..<50 {
            let entry = Sample.entry(number, using: &random)
            let line = try AuditLine(entry, after: AuditLink(number: number, hash: AuditHash(of: Data("x".utf8))))
            #expect(!line.bytes.contains(0x0A))
            #expect(try AuditLine(bytes: line.bytes) == line)
            #expect(try AuditLine(bytes: line.bytes).entry == entry)
        }
    }

    @Test func aWholeLogIsWhole() throws {
        var random = SeededGenerator(seed: 1)
        let (bytes, head) = try Sample.log(20, using: &random)
        #expect(Sample.verdict(bytes, head: head) == AuditVerdict(entries: 20))
        #expect(Sample.verdict(bytes, head: nil).isWhole)
        #expect(Sample.verdict(Data(), head: nil) == AuditVerdict(entries: 0))
    }

    @Test(arguments: 1...3 as ClosedRange<UInt64>)
    func anyChangeOfAnyByteIsFoundInItsLine(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let (bytes, head) = try Sample.log(5, using: &random)
        for place in bytes.indices {
            var changed = bytes
            let byte = changed[place]
            repeat { changed[place] = UInt8.random(in: 0...255, using: &random) } while changed[place] == byte
            let line = bytes[..<place].count { $0 == 0x0A } + 1
            let verdict = Sample.verdict(changed, head: head)
            #expect(verdict.firstBreak?.line == line, "byte \(place): \(verdict)")
        }
    }

    @Test func linesThatAreRemovedAddedOrMovedAreFound() throws {
        var random = SeededGenerator(seed: 4)
        let (bytes, head) = try Sample.log(6, using: &random)
        let lines = bytes.split(separator: 0x0A).map { Data($0) }
        func verdict(_ lines: [Data]) -> AuditVerdict {
            Sample.verdict(lines.reduce(Data()) { $0 + $1 + Data("\n".utf8) }, head: head)
        }
        for place in lines.indices {
            var fewer = lines
            fewer.remove(at: place)
            #expect(verdict(fewer).firstBreak?.line == place + 1, "removed \(place)")
            var more = lines
            more.insert(lines[place], at: place)
            #expect(verdict(more).firstBreak?.line == place + 2, "repeated \(place)")
            guard place + 1 < lines.count else { continue }
            var moved = lines
            moved.swapAt(place, place + 1)
            #expect(verdict(moved).firstBreak?.line == place + 1, "swapped \(place)")
        }
    }

    @Test func linesThatAreCutFromTheEndAreFoundByTheHead() throws {
        var random = SeededGenerator(seed: 5)
        let (bytes, head) = try Sample.log(6, using: &random)
        let lines = bytes.split(separator: 0x0A).map { Data($0) + Data("\n".utf8) }
        let cut = Data(lines.dropLast(2).joined())
        #expect(Sample.verdict(cut, head: head).firstBreak == AuditBreak(line: 5, reason: .missingAtEnd(2)))
        #expect(Sample.verdict(Data(), head: head).firstBreak == AuditBreak(line: 1, reason: .missingAtEnd(6)))
    }

    @Test func aLogThatIsReadInPiecesIsTheSame() throws {
        var random = SeededGenerator(seed: 6)
        let (bytes, head) = try Sample.log(10, using: &random)
        var check = AuditCheck()
        var found: [AuditLine] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = min(rest.count, Int.random(in: 1...300, using: &random))
            found += check.read(Data(rest.prefix(count)))
            rest = rest.dropFirst(count)
        }
        #expect(found.count == 10)
        #expect(check.verdict(head: head).isWhole)
    }

    /// A writer that is stopped anywhere in its line: the next one notes it, and the log is whole again.
    @Test func halfALineAtAnyLengthIsNamedAndThenNoted() throws {
        var random = SeededGenerator(seed: 7)
        let (bytes, head) = try Sample.log(3, using: &random)
        let next = try AuditLine(Sample.entry(4, using: &random), after: head)
        for count in 1...next.bytes.count {
            let torn = bytes + next.bytes.prefix(count)
            #expect(Sample.verdict(torn, head: head).firstBreak == AuditBreak(line: 4, reason: .halfLine(count)))
            let tail = AuditTail(bytes: torn, isWhole: true)
            let (after, keeping) = tail.continuation(head: head)
            // All of the line without its end is an entry: it counts.
            guard count < next.bytes.count else {
                #expect(after == next.link && keeping.isEmpty && tail.isOpen)
                continue
            }
            #expect(after == head && tail.isOpen)
            let fact = try #require(keeping.first)
            let note = try AuditLine(
                AuditEntry(at: Date(), action: "", who: "ada", host: "here", process: 1, fact: fact), after: after)
            let mended = torn + Data("\n".utf8) + note.bytes + Data("\n".utf8)
            #expect(Sample.verdict(mended, head: note.link) == AuditVerdict(entries: 4, repairedLines: 1))
            // Who changes the half line later is found as well.
            var changed = mended
            changed[bytes.count] ^= 1
            #expect(Sample.verdict(changed, head: note.link).firstBreak?.line == 4)
        }
    }

    @Test func aChangedLastLineIsNotTakenForHalfALine() throws {
        var random = SeededGenerator(seed: 8)
        let (bytes, head) = try Sample.log(3, using: &random)
        var changed = bytes
        changed[bytes.count - 20] ^= 1
        let (after, keeping) = AuditTail(bytes: changed, isWhole: true).continuation(head: head)
        #expect(after == head)
        var place = after
        for fact in keeping {
            let line = try AuditLine(
                AuditEntry(at: Date(), action: "", who: "ada", host: "here", process: 1, fact: fact), after: place)
            changed += line.bytes + Data("\n".utf8)
            place = line.link
        }
        #expect(Sample.verdict(changed, head: place).firstBreak != nil)
    }

    @Test func actionsAreReadFromTheirEntries() throws {
        func entry(_ action: String, _ fact: AuditFact) -> AuditEntry {
            AuditEntry(at: Date(), action: action, who: "ada", host: "here", process: 1, fact: fact)
        }
        let intent = AuditIntent(
            service: "orders", instance: "a", kind: "saga.retry", target: "order-1", reason: "why")
        var place = AuditLink.start
        let lines = try [
            entry("1", .intent(intent)), entry("2", .intent(intent)),
            entry("1", .plan(AuditPlan(hash: "h", effects: ["retries Pay"]))),
            entry("1", .result(AuditResult(state: .succeeded, sentence: "done"))),
            entry("1", .observation(AuditObservation(verified: true, sentence: "it runs"))),
        ].map { entry in
            let line = try AuditLine(entry, after: place)
            place = line.link
            return line
        }
        let actions = AuditAction.actions(in: lines)
        #expect(actions.map(\.id) == ["1", "2"])
        #expect(actions.map(\.isOpen) == [false, true])
        #expect(actions[0].plan?.count == 1 && actions[0].observation?.verified == true)
    }
}
