import Foundation
import ResilienceTesting
import Testing

@testable import Observability

struct TraceParentTests {
    struct Vector: CustomTestStringConvertible {
        let header: String
        let isValid: Bool
        let note: String
        var testDescription: String { note }
    }

    /// 20 headers, each with the verdict of the W3C recommendation and of OpenTelemetry's Python propagator.
    static let vectors: [Vector] = {
        guard let file = Bundle.module.url(forResource: "Vectors/traceparent-vectors", withExtension: "tsv"),
            let text = try? String(contentsOf: file, encoding: .utf8)
        else { return [] }
        return text.split(separator: "\n").map { line in
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            return Vector(
                header: fields[0].replacing("\\t", with: "\t"), isValid: fields[1] == "ok", note: fields[3])
        }
    }()

    @Test func allTwentyVectorsAreThere() {
        #expect(Self.vectors.count == 20)
        #expect(Self.vectors.count { $0.isValid } > 5)
    }

    @Test(arguments: vectors)
    func everyVectorIsReadAsTheRecommendationSays(_ vector: Vector) {
        let context = TraceParent.parse(vector.header)
        #expect((context != nil) == vector.isValid)
        if let context {
            #expect(context.traceID.description == "4bf92f3577b34da6a3ce929d0e0e4736")
            #expect(context.spanID.description == "00f067aa0ba902b7")
            #expect(context.isRemote)
        }
    }

    @Test func unknownFlagsAreNotPassedOn() throws {
        let context = try #require(
            TraceParent.parse("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-ff"))
        #expect(context.flags == 0x03)
        #expect(TraceParent.format(context) == "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-03")
    }

    @Test func whatIsWrittenIsReadBack() {
        var random = SeededGenerator(seed: 7)
        for _ in 0..<1000 {
            let context = TraceContext(
                traceID: .random(using: &random), spanID: .random(using: &random),
                flags: UInt8.random(in: 0...3, using: &random), isRemote: true)
            #expect(TraceParent.parse(TraceParent.format(context)) == context)
        }
    }

    @Test func noBytesWhateverAreTakenForAHeaderAndNoneTrap() {
        var random = SeededGenerator(seed: 11)
        let alphabet = Array("0123456789abcdefABCDEFg-_ \t\u{e9}\u{1F600}\0")
        for _ in 0..<2000 {
            let length = Int.random(in: 0...70, using: &random)
            let text = String((0..<length).map { _ in alphabet.randomElement(using: &random)! })
            if let context = TraceParent.parse(text) {
                #expect(text.utf8.count >= 55)
                #expect(context.traceID.high | context.traceID.low != 0)
            }
        }
    }

    @Test(arguments: [
        ("a=1", "a=1"), ("a=1,b=2", "a=1,b=2"), (" a=1 ,\tb=2", "a=1,b=2"), ("a=1,,b=2,", "a=1,b=2"),
        ("0@v/_-*=x y", "0@v/_-*=x y"),
        ("A=1", ""), ("a", ""), ("a=", ""), ("=1", ""), ("a=1=2", ""), ("a=1,a=2", ""), ("a=\u{7f}", ""), ("a=é", ""),
    ])
    func aTraceStateIsCarriedWhenItKeepsTheRules(header: String, carried: String) {
        #expect(TraceState(header).description == carried)
    }

    @Test func aTraceStateMayHaveThirtyTwoMembers() {
        let members = (0..<33).map { "k\($0)=v" }
        #expect(TraceState(members.prefix(32).joined(separator: ",")).members.count == 32)
        #expect(TraceState(members.joined(separator: ",")).isEmpty)
    }
}
