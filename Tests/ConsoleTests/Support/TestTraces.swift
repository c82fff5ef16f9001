import Foundation

@testable import Traces

/// What the trace log says, as far as a test cares.
func testTraces(
    rates: [ServiceRate] = [], changes: [DomainChange] = [], sagas: [ObservedSaga] = [],
    troubles: [SagaTrouble] = [], breakers: [ObservedBreaker] = [], lastAppend: TimeInterval = 0.2,
    heard: [String: TimeInterval] = [:], error: String? = nil, spansPerSecond: Double = 1_200
) -> TraceSnapshot {
    var totals = TraceTotals()
    totals.lines = 1
    totals.spansPerSecond = spansPerSecond
    let file = SourceStatus.File(path: "var/trace.jsonl", size: 4_096, read: 4_096, state: .following)
    var source = SourceStatus.empty
    source.files = [file]
    source.error = error
    source.lastAppend = moment(ago: lastAppend)
    return TraceSnapshot(
        revision: 1, asOf: moment(ago: 0), source: source, totals: totals, list: .empty, open: nil, rates: rates,
        changes: changes, sagas: sagas, troubles: troubles, breakers: breakers, usual: [:], operations: [],
        serviceGraph: [], heard: heard.mapValues { moment(ago: $0) })
}

/// The moment so many seconds before `testNow`, as the trace log writes it.
func moment(ago seconds: TimeInterval) -> Timestamp {
    Timestamp(nanoseconds: UInt64(ago(seconds).timeIntervalSince1970 * 1_000) * 1_000_000)
}

/// Five minutes of a service's requests, more of them towards the end.
func testRate(_ service: String, requests: Int, errors: Int = 0) -> ServiceRate {
    ServiceRate(
        service: service, requests: requests, errors: errors, requestsPerSecond: Double(requests) / 300,
        p50: .milliseconds(38), p99: .milliseconds(210), trend: Array(1...60),
        errorTrend: Array(repeating: 0, count: 60))
}

/// A breaker that went into its state so many seconds ago.
func testBreaker(
    _ service: String, _ name: String, _ state: ObservedBreaker.State, since: TimeInterval, reason: String = ""
) -> ObservedBreaker {
    ObservedBreaker(
        id: .init(service: service, instance: "", name: name), state: state, since: moment(ago: since), reason: reason,
        failureRate: nil, slowCallRate: nil, rejected: 0, history: [])
}
