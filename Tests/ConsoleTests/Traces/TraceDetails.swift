import OTLP

@testable import Console

/// Spans with much to say about them.
enum TraceDetails {
    private static let start = 1_795_529_007_000_000_000 - 9_000_000_000

    /// A time in milliseconds after the trace began, nine seconds before `testNow`.
    private static func time(_ milliseconds: Double) -> String { "\(start + Int(milliseconds * 1e6))" }

    private static func attribute(_ key: String, _ text: String) -> [String: Any] {
        ["key": key, "value": ["stringValue": text]]
    }

    private static func number(_ key: String, _ value: Int) -> [String: Any] {
        ["key": key, "value": ["intValue": "\(value)"]]
    }

    /// The call that failed, with its exception, attributes of several conventions, events, links and what was lost.
    static var charge: LoggedSpan {
        LoggedSpan(0x18, under: 0x17, "charge", "payments", at: 184, took: 1_700, kind: 2, error: "card declined").with(
            [
                "attributes": [
                    attribute("http.request.method", "POST"), attribute("url.path", "/charges"),
                    number("http.response.status_code", 402), attribute("db.system.name", "postgresql"),
                    attribute("db.query.text", "INSERT INTO charges (id, order_id, amount) VALUES ($1, $2, $3)"),
                    attribute("saga.id", "order-7f3a"), attribute("saga.step.name", "ProcessPayment"),
                    attribute("circuit_breaker.name", "payments → bank"), attribute("order.id", "7f3a"),
                    [
                        "key": "order.items",
                        "value": ["arrayValue": ["values": [["intValue": "7"], ["boolValue": true]]]],
                    ],
                    attribute("error.type", "CardDeclined"),
                ],
                "droppedAttributesCount": 2,
                "events": [
                    [
                        "timeUnixNano": time(1_884), "name": "exception",
                        "attributes": [
                            attribute("exception.type", "CardDeclined"),
                            attribute("exception.message", "the bank says: do not honour"),
                            attribute(
                                "exception.stacktrace",
                                "CardDeclined: do not honour\n\tat Bank.authorize (bank.swift:84)\n\tat Charge.run (charge.swift:31)"
                            ),
                        ],
                    ],
                    ["timeUnixNano": time(600), "name": "retrying", "attributes": [number("attempt", 2)]],
                ],
                "links": [
                    [
                        "traceId": LoggedSpan.traceID(2).description, "spanId": "00000000000000c9",
                        "attributes": [attribute("reason", "same card")],
                    ],
                    ["traceId": LoggedSpan.traceID(1).description, "spanId": "0000000000000019"],
                ],
            ])
    }

    /// The failed order with that call in it.
    static var order: [LoggedSpan] { TraceWorlds.failedOrder.map { $0.id == 0x18 ? charge : $0 } }

    /// Log records that name the call.
    static var logs: [String] {
        [
            record(at: 190, severity: 9, "asking the bank"),
            record(at: 590, severity: 13, "the bank is slow, trying again"),
            record(at: 1_884, severity: 17, "declined: do not honour"),
        ]
    }

    private static func record(at time: Double, severity: Int, _ body: String) -> String {
        """
        {"resourceLogs":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"payments"}}]},\
        "scopeLogs":[{"logRecords":[{"timeUnixNano":"\(self.time(time))","severityNumber":\(severity),\
        "body":{"stringValue":"\(body)"},"attributes":[{"key":"bank","value":{"stringValue":"first"}}],\
        "traceId":"\(LoggedSpan.traceID(1))","spanId":"0000000000000018"}]}]}]}
        """
    }

    /// A log with that order, its records, and the trace that it links to.
    static func log() throws -> TraceLog {
        let log = TraceLog()
        try log.append(TraceWorlds.goodOrder(2), ago: 60)
        try log.append(order, ago: 9)
        for line in logs { log.append(line) }
        log.operations = TraceOperations.usual
        log.usual = TraceOperations.usual
        return log
    }
}
