import Foundation
import Traces

@testable import Console

/// Situations that the Traces page is drawn in.
enum TraceWorlds {
    /// An order that goes well, in 180 ms.
    static func goodOrder(_ trace: Int, slower factor: Double = 1) -> [LoggedSpan] {
        let base = trace * 100
        return [
            LoggedSpan(
                base + 1, "process-order", "orders", at: 0, took: 180 * factor, trace: trace, kind: 2,
                ("saga.id", "order-\(1000 + trace)")),
            LoggedSpan(base + 2, under: base + 1, "validate-order", "orders", at: 4, took: 6, trace: trace),
            LoggedSpan(
                base + 3, under: base + 1, "POST /reservations", "inventory", at: 14, took: 40 * factor, trace: trace,
                kind: 2),
            LoggedSpan(
                base + 4, under: base + 1, "POST /charges", "payments", at: 14 + 44 * factor, took: 60 * factor,
                trace: trace, kind: 2),
        ]
    }

    /// An order that is refused by the bank after two tries, with a shipment that goes on.
    static var failedOrder: [LoggedSpan] {
        [
            LoggedSpan(
                0x11, "process-order", "orders", at: 0, took: 1_912.345, kind: 2, error: "payment failed",
                ("saga.id", "order-7f3a")),
            LoggedSpan(0x12, under: 0x11, "validate-order", "orders", at: 3, took: 6.2),
            LoggedSpan(0x13, under: 0x11, "create-order", "orders", at: 12, took: 1_890, error: "payment failed"),
            LoggedSpan(0x14, under: 0x13, "POST /reservations", "orders", at: 15, took: 120, kind: 3),
            LoggedSpan(0x15, under: 0x14, "reserve", "inventory", at: 18, took: 110, kind: 2),
            LoggedSpan(0x16, under: 0x15, "UPDATE stock", "inventory", at: 40, took: 80, kind: 3),
            LoggedSpan(
                0x17, under: 0x13, "POST /charges", "orders", at: 180, took: 1_710, kind: 3,
                error: "402 Payment Required"),
            LoggedSpan(
                0x18, under: 0x17, "charge", "payments", at: 184, took: 1_700, kind: 2, error: "card declined",
                ("http.request.method", "POST"), ("url.path", "/charges"), ("http.response.status_code", "402")),
            LoggedSpan(0x19, under: 0x18, "bank.authorize", "payments", at: 190, took: 400, kind: 3, error: "timeout"),
            LoggedSpan(
                0x1a, under: 0x18, "bank.authorize", "payments", at: 1_200, took: 680, kind: 3, error: "declined"),
        ]
    }

    /// Everything that can be odd about a trace, in one.
    static var oddOrder: [LoggedSpan] {
        [
            LoggedSpan(0x21, "process-order", "orders", at: 0, took: 300, kind: 2),
            LoggedSpan(0x22, under: 0x21, "POST /charges", "orders", at: 10, took: 100, kind: 3),
            LoggedSpan(0x23, under: 0x22, "charge", "payments", at: 4, took: 90, kind: 2),
            LoggedSpan(0x24, under: 0x99, "pack", "shipping", at: 150, took: 60, kind: 2),
            LoggedSpan(0x25, under: 0x24, "print-label", "shipping", at: 160, took: 20),
            LoggedSpan(0x26, under: 0x21, "notify", "users", at: 220, took: nil),
            LoggedSpan(0x27, under: 0x28, "one", "analytics", at: 230, took: 10),
            LoggedSpan(0x28, under: 0x27, "two", "analytics", at: 232, took: 5),
            LoggedSpan(0x29, under: 0x21, "count", "analytics", at: 240, took: -5, dropped: 3),
        ]
    }

    /// Names that nobody should have to meet.
    static var hostile: [LoggedSpan] {
        [
            LoggedSpan(0x31, "\u{1B}[31mred\u{1B}[0m\u{7}\r\n\u{202E}evil", "注文サービス", at: 0, took: 90),
            LoggedSpan(0x32, under: 0x31, "🛒 買い物かごを空にする 👩‍👩‍👧‍👦", "カート", at: 10, took: 30),
            LoggedSpan(
                0x33, under: 0x31, String(repeating: "very-long-name-", count: 40), "e\u{301}te\u{301}", at: 45,
                took: 30),
            LoggedSpan(0x34, under: 0x31, "", "", at: 80, took: 5, error: "\u{0}"),
        ]
    }

    /// A log with a few traces of each sort.
    static func live() throws -> TraceLog {
        let log = TraceLog()
        for trace in 2...12 { try log.append(goodOrder(trace), ago: Double(trace) * 7) }
        try log.append(failedOrder, ago: 9)
        try log.append([LoggedSpan(0x41, "GET /orders/42", "mobile-bff", at: 0, took: nil, trace: 41)], ago: 1)
        try log.append(
            [LoggedSpan(0x51, under: 0x99, "pack", "shipping", at: 0, took: 61, trace: 51, kind: 2)], ago: 12)
        return log
    }
}
