import Foundation
import Testing

/// What real failures do to a running shop.
@Suite(.serialized, .timeLimit(.minutes(5))) struct ShopFaultTests {
    /// A breaker that tries again after a second, and not half a minute.
    private static let quick = ["SHOP_BREAKER_RESET": "1s", "SHOP_SAGA_LEASE": "1s"]

    @Test func aBreakerOpensUnderRealFailuresTriesAndCloses() async throws {
        try await ShopProcess.run(["--rate", "20", "--failure-rate", "0"], environment: Self.quick) { shop in
            _ = try await shop.command("chaos", "payments", "--fail", "1", "--for", "1h")
            var states: [String] = []
            while !states.contains("OPEN") {
                try Task.checkCancellation()
                states = ShopTrace(of: shop).states(ofBreaker: "orders → payments")
            }
            _ = try await shop.command("chaos", "payments", "--off")
            while states.last != "CLOSED" {
                try Task.checkCancellation()
                states = ShopTrace(of: shop).states(ofBreaker: "orders → payments")
            }
            #expect(states.first == "OPEN")
            #expect(states.suffix(2) == ["HALF_OPEN", "CLOSED"])
            let (code, verdict) = try await shop.settle()
            #expect(code == 0 && verdict.in_flight == 0, "\(verdict)")
        }
    }

    @Test func anOrderThatCannotBeShippedIsUndoneInReverse() async throws {
        try await ShopProcess.run(["--rate", "0", "--failure-rate", "0"], environment: Self.quick) { shop in
            _ = try await shop.command("chaos", "shipping", "--fail", "1", "--for", "1h")
            _ = try await shop.command("load", "--rate", "5")
            var ended: ShopTrace.Record?
            while ended == nil {
                try Task.checkCancellation()
                ended = ShopTrace(of: shop).records.first {
                    $0.name == "saga.ended" && $0["saga.status"] == "compensated"
                }
            }
            let saga = try #require(ended)["saga.id"]
            let undone = ShopTrace(of: shop).records.filter {
                $0.name == "saga.step.compensated" && $0["saga.id"] == saga
            }.map { $0["saga.step.name"] }
            #expect(Array(undone.suffix(2)) == ["ProcessPayment", "ReserveInventory"])
            let (code, verdict) = try await shop.settle()
            #expect(code == 0 && verdict.compensated > 0, "\(verdict)")
        }
    }

    @Test func anOrderWhoseRefundFailsNeedsAttention() async throws {
        try await ShopProcess.run(["--rate", "0", "--failure-rate", "0"], environment: Self.quick) { shop in
            // Orders get as far as shipping, which says nothing for now.
            _ = try await shop.command("chaos", "shipping", "--latency", "1500ms", "--for", "1h")
            _ = try await shop.command("load", "--rate", "5")
            while !ShopTrace(of: shop).records.contains(where: {
                $0.name == "saga.step.succeeded" && $0["saga.step.name"] == "ProcessPayment"
            }) { try Task.checkCancellation() }
            _ = try await shop.command("load", "--rate", "0")
            _ = try await shop.command("chaos", "payments", "--fail", "1", "--for", "1h")
            _ = try await shop.command("chaos", "shipping", "--fail", "1", "--for", "1h")
            while try await shop.verify().verdict.needs_attention == 0 { try Task.checkCancellation() }
            #expect(
                ShopTrace(of: shop).records.contains {
                    $0.name == "saga.step.compensation_failed" && $0["saga.step.name"] == "ProcessPayment"
                })
        }
    }
}
