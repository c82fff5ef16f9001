import Foundation
import Probes
import TerminalUI

@testable import Console

/// Situations that the Services page is drawn in.
enum ServiceWorlds {
    static let healthy = [
        status("orders", checks: [check(["database"], .healthy, "SELECT 1 in 3 ms"), check(["event-store"])]),
        status("payments", latency: 52, checks: [check(["database"], .healthy, "SELECT 1 in 2 ms")]),
        status("inventory", latency: 21), status("shipping", latency: 33), status("catalog", latency: 18),
    ]

    static let waiting = ["orders", "payments", "inventory"].map { name in
        var facts = EndpointStatus.Facts(endpoint: endpoint(name))
        facts.nextProbe = testNow.addingTimeInterval(name == "orders" ? -0.2 : 1.4)
        return EndpointStatus(facts)
    }

    /// One of each trouble.
    static let onFire = [
        status(
            "orders", "", .degraded, since: 190, reason: "200 from /health in 1.4 s, slower than 1 s", latency: 1_400,
            checks: [
                check(["database"], .healthy, "SELECT 1 in 3 ms"),
                check(["payments"], .degraded, "circuit breaker is open", since: 31),
            ]),
        payments, status("inventory", latency: 21), users, catalog, analytics, mobile,
        status("shipping", latency: 33),
    ]

    static let payments = status(
        "payments", "", .unhealthy, since: 42, reason: "connection refused: nothing listens on 127.0.0.1:18083",
        code: nil, latency: nil,
        checks: [
            check(["database"], .unhealthy, "connection refused", since: 47),
            check(["provider"], .healthy, "answered in 80 ms"),
        ]
    ) {
        $0.changes = [
            change("payments", 86_000, .unknown, .healthy), change("payments", 15_000, .healthy, .degraded),
            change("payments", 14_400, .degraded, .healthy), change("payments", 42, .healthy, .unhealthy),
        ]
        $0.overdue = 2
        $0.nextProbe = testNow.addingTimeInterval(-0.4)
    }

    static let users = status("users", latency: 27) { $0.lastResultAt = ago(65) }
    static let catalog = status("catalog", "", .healthy, since: 4, latency: 18) { $0.isFlapping = true }
    static let analytics = status("analytics", "", .unhealthy, since: 5_400, reason: "503 from /health", code: 503)
    static let mobile = status("mobile-bff", latency: 61) {
        $0.certificateExpires = testNow.addingTimeInterval(200_000)
    }

    static let instances = [
        status("orders", latency: 30),
        status(
            "shipping", "10.0.0.7:8080", .healthy, latency: 33,
            checks: [
                check(
                    ["components"], .healthy,
                    children: [
                        check(["components", "db"], .healthy, "PostgreSQL"),
                        check(["components", "disk"], .healthy, "12 GB free"),
                    ])
            ]),
        status(
            "shipping", "10.0.0.8:8080", .unhealthy, since: 600, reason: "503 from /health: components.db is DOWN",
            code: 503, latency: 12,
            checks: [
                check(
                    ["components"], .unhealthy, since: 600,
                    children: [
                        check(["components", "db"], .unhealthy, "too many connections", since: 600),
                        check(["components", "disk"], .healthy, "12 GB free"),
                    ])
            ]),
        status("shipping", "[2001:db8::9]:8080", .healthy, latency: 41),
        status("users", latency: 27),
    ]

    static let many: [EndpointStatus] = (0..<300).map { (number: Int) -> EndpointStatus in
        let name = "service-\(String(1_000 + number).dropFirst())"
        let since = Double(number) * 60 + 5
        if number % 97 == 40 {
            let reason = "timed out after 3 s (connected, no answer)"
            return status(name, "", .unhealthy, since: since, reason: reason, code: nil, latency: nil)
        }
        return status(name, "", number % 41 == 7 ? .degraded : .healthy, since: since, latency: 10 + number)
    }

    static let hostile = [
        status("注文サービス", "", .unhealthy, since: 42, reason: "データベースに接続できません", code: 503),
        status("ev\u{1B}[31mil\u{202E}txt", reason: "\u{7}bell \u{1B}]0;title\u{7} \u{9B}2J"),
        status("👩‍👩‍👧‍👦 family", "", .degraded, since: 90, reason: "e\u{301}\u{301}\u{301}\u{301}\u{301}\u{301} marks"),
        status(
            String(repeating: "very-long-name-", count: 20), reason: String(repeating: "no blank ", count: 200),
            checks: [check(["line\nbreak\ttab"], .unhealthy, "\u{0}\u{8}\u{8}nul")]),
        status("", reason: ""),
    ]

    private static func change(_ service: String, _ seconds: Double, _ from: Health, _ to: Health) -> HealthChange {
        HealthChange(
            endpoint: EndpointID(service: service), at: ago(seconds), from: from, to: to,
            reason: to == .unhealthy ? "connection refused: nothing listens on 127.0.0.1:18083" : "200 from /health")
    }
}
