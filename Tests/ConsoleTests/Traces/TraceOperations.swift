import OTLP

@testable import Console
@testable import Traces

/// What the operations of the test's shop usually take.
enum TraceOperations {
    static let usual: [OperationStatistics] = [
        make("orders", "process-order", calls: 1_240, errors: 14, p50: 182, p95: 260, p99: 410),
        make("orders", "validate-order", calls: 1_238, errors: 0, p50: 5, p95: 8, p99: 11),
        make("orders", "create-order", calls: 1_230, errors: 13, p50: 160, p95: 230, p99: 380),
        make("orders", "POST /reservations", calls: 1_231, errors: 1, p50: 44, p95: 80, p99: 140),
        make("inventory", "reserve", calls: 1_230, errors: 1, p50: 40, p95: 74, p99: 121),
        make("orders", "POST /charges", calls: 1_228, errors: 12, p50: 62, p95: 110, p99: 200),
        make("payments", "charge", calls: 1_228, errors: 92, p50: 58, p95: 104, p99: 190),
        make("payments", "bank.authorize", calls: 1_240, errors: 20, p50: 40, p95: 80, p99: 150),
    ]

    /// The failed order beside the others.
    static var comparison: TraceComparison {
        func slow(_ id: UInt64, _ took: Int, _ operation: Int) -> TraceComparison.SlowSpan {
            TraceComparison.SlowSpan(
                span: .span(SpanID(id)), operation: usual[operation].id, duration: .milliseconds(took),
                usual: usual[operation])
        }
        return TraceComparison(
            trace: LoggedSpan.traceID(1), root: usual[0].id, sampleCount: 200,
            slower: [slow(0x18, 1_700, 6), slow(0x17, 1_710, 5), slow(0x1a, 680, 7), slow(0x13, 1_890, 2)],
            missing: [.init(service: "shipping", name: "ship")],
            new: [.init(service: "inventory", name: "UPDATE stock")])
    }

    private static func make(
        _ service: String, _ name: String, calls: Int, errors: Int, p50: Int, p95: Int, p99: Int
    ) -> OperationStatistics {
        OperationStatistics(
            id: .init(service: service, name: name), calls: calls, errors: errors, p50: .milliseconds(p50),
            p95: .milliseconds(p95), p99: .milliseconds(p99), trend: (0..<60).map { 10 + $0 % 7 + $0 / 6 })
    }
}
