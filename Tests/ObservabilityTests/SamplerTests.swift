import ResilienceTesting
import Testing
import Tracing

@testable import Observability

struct SamplerTests {
    private func request(_ random: inout SeededGenerator, parent: TraceContext? = nil) -> Sampler.Request {
        Sampler.Request(traceID: .random(using: &random), name: "x", parent: parent)
    }

    @Test(arguments: [0, 0.01, 0.25, 0.5, 0.99, 1])
    func aRatioRecordsAboutItsShare(share: Double) {
        var random = SeededGenerator(seed: 3)
        let sampler = Sampler.ratio(share)
        let recorded = (0..<20_000).count { _ in sampler.records(request(&random)) }
        #expect(abs(Double(recorded) / 20_000 - share) < 0.015)
    }

    @Test func aLargerShareRecordsAllThatASmallerOneDoes() {
        var random = SeededGenerator(seed: 4)
        let some = Sampler.ratio(0.2), more = Sampler.ratio(0.6)
        for _ in 0..<5000 {
            let request = request(&random)
            if some.records(request) { #expect(more.records(request)) }
        }
    }

    @Test(arguments: [-1.0, 2.0, .nan, .infinity])
    func aShareOutsideItsRangeCountsAsTheNearerEnd(share: Double) {
        var random = SeededGenerator(seed: 5)
        #expect(Sampler.ratio(share).records(request(&random)) == (share > 0))
    }

    @Test func theCallersDecisionIsKept() {
        var random = SeededGenerator(seed: 6)
        for flags: UInt8 in [0, 1, 2, 3] {
            let parent = TraceContext(
                traceID: .random(using: &random), spanID: .random(using: &random), flags: flags, isRemote: true)
            #expect(Sampler.parentBased(root: .never).records(request(&random, parent: parent)) == (flags & 1 == 1))
        }
        #expect(Sampler.parentBased(root: .always).records(request(&random)))
        #expect(!Sampler.parentBased(root: .never).records(request(&random)))
    }

    @Test func aSpanThatIsNotRecordedStillHandsItsIdsOn() async throws {
        let test = try TestLog()
        let tracer = test.tracer(sampler: .never)
        let span = tracer.startSpan("quiet")
        var headers: [String: String] = [:]
        tracer.inject(span.context, into: &headers, using: DictionaryCarrier())
        span.attributes["a"] = 1
        span.end()
        await test.log.flush()
        #expect(headers["traceparent"]?.hasSuffix("-02") == true)
        #expect(!span.isRecording)
        #expect(span.attributes.isEmpty)
        #expect(test.log.counts == TelemetryCounts())
    }
}
