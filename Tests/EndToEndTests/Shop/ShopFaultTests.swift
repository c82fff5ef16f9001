import Foundation
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What real failures do to a running shop.
@Suite(.serialized, .timeLimit(.minutes(4))) struct ShopFaultTests {
    /// A breaker that tries again after a second, and not half a minute.
    private static let quick = ["SHOP_BREAKER_RESET": "1s", "SHOP_SAGA_LEASE": "1s"]

    @Test func aBreakerOpensUnderRealFailuresTriesAndCloses() async throws {
        try await ShopProcess.run(["--rate", "20", "--failure-rate", "0"], environment: Self.quick) { shop in
            let trace = ShopTrace(of: shop)
            func waitUntilItIs(_ state: String) async throws {
                _ = try await trace.first {
                    $0.name == "circuit_breaker.state_changed" && $0["circuit_breaker.name"] == "orders → payments"
                        && $0["circuit_breaker.state"].uppercased() == state
                }
            }
            _ = try await shop.command("chaos", "payments", "--fail", "1", "--for", "1h")
            try await waitUntilItIs("OPEN")
            // It goes on trying while payments fails, and lets nothing else through.
            try await waitUntilItIs("HALF_OPEN")
            _ = try await shop.command("chaos", "payments", "--off")
            try await waitUntilItIs("CLOSED")
            let states = try trace.states(ofBreaker: "orders → payments")
            #expect(states.first == "OPEN")
            #expect(states.prefix { $0 != "CLOSED" }.last == "HALF_OPEN")
            let (code, verdict) = try await shop.settle()
            #expect(code == 0 && verdict.in_flight == 0, "\(verdict)")
        }
    }

    @Test func anOrderThatCannotBeShippedIsUndoneInReverse() async throws {
        try await ShopProcess.run(["--rate", "0", "--failure-rate", "0"], environment: Self.quick) { shop in
            let trace = ShopTrace(of: shop)
            _ = try await shop.command("chaos", "shipping", "--fail", "1", "--for", "1h")
            let order = try await shop.placeOrder()
            _ = try await trace.first { $0.name == "saga.compensating" && $0["saga.id"] == order }
            // A parcel may be on its way for all that is known: it is called back as soon as shipping answers again.
            _ = try await shop.command("chaos", "shipping", "--off")
            let ended = try await trace.first { $0.name == "saga.ended" && $0["saga.id"] == order }
            #expect(ended["saga.status"] == "compensated")
            let undone = try trace.records().filter {
                $0.name == "saga.step.compensated" && $0["saga.id"] == order
            }.map { $0["saga.step.name"] }
            #expect(undone == ["CreateShipment", "ProcessPayment", "ReserveInventory"])
            let (code, verdict) = try await shop.settle()
            #expect(code == 0 && verdict.orders == 1 && verdict.compensated == 1, "\(verdict)")
        }
    }

    @Test func anOrderWhoseRefundFailsNeedsAttention() async throws {
        try await ShopProcess.run(["--rate", "0", "--failure-rate", "0"], environment: Self.quick) { shop in
            let trace = ShopTrace(of: shop)
            _ = try await shop.command("chaos", "shipping", "--fail", "1", "--for", "1h")
            let order = try await shop.placeOrder()
            _ = try await trace.first { $0.name == "saga.compensating" && $0["saga.id"] == order }
            // The money cannot be given back, and everything else can be undone.
            _ = try await shop.command("chaos", "payments", "--fail", "1", "--for", "1h")
            _ = try await shop.command("chaos", "shipping", "--off")
            let ended = try await trace.first { $0.name == "saga.ended" && $0["saga.id"] == order }
            #expect(ended["saga.status"] == "needs_attention")
            let tried = try trace.records().filter {
                $0.name == "saga.step.compensation_failed" && $0["saga.id"] == order
                    && $0["saga.step.name"] == "ProcessPayment"
            }
            // Eight calls, and those that the open breaker kept back in between.
            #expect(tried.count >= 8)
            let isReserved = try trace.records().allSatisfy {
                $0.name != "saga.step.compensated" || $0["saga.step.name"] != "ReserveInventory"
            }
            #expect(isReserved)
            let (_, verdict) = try await shop.settle()
            #expect(verdict.needs_attention == 1 && verdict.compensated == 0, "\(verdict)")
        }
    }

    @Test func aSagaGoesOnInItsTraceAfterItsServiceIsKilled() async throws {
        try await ShopProcess.run(["--rate", "0", "--failure-rate", "0"], environment: Self.quick) { shop in
            let trace = ShopTrace(of: shop)
            _ = try await shop.command("chaos", "payments", "--hang", "--for", "1h")
            let order = try await shop.placeOrder()
            _ = try await trace.first {
                $0.name == "saga.step.started" && $0["saga.id"] == order && $0["saga.step.name"] == "ProcessPayment"
            }
            kill(try #require(shop.processes["orders"]?.pid), SIGKILL)
            _ = try await shop.command("chaos", "payments", "--off")
            let ended = try await trace.first { $0.name == "saga.ended" && $0["saga.id"] == order }
            #expect(ended["saga.status"] == "completed")
            // What was said before and after the restart is one trace, and so are the spans of both processes.
            let told = try trace.records().filter { $0["saga.id"] == order }
            #expect(Set(told.map(\.trace)).count == 1)
            #expect(Set(told.map(\.instance)).count == 2)
            let id = try #require(told.first?.trace)
            #expect(!id.isEmpty)
            _ = try await shop.settle()
            let console = try Console()
            defer { console.cleanUp() }
            let log = shop.folder.appending(path: "trace.jsonl").path
            let tree = try await console.run(["trace", id, "--tree", "--log", log])
            #expect(tree.code == 0)
            for step in ["ReserveInventory", "ProcessPayment", "CreateShipment", "ConfirmOrder"] {
                #expect(tree.output.contains("saga.step \(step)"), "\(tree.output)")
            }
            #expect(tree.output.contains("charge-card") && tree.output.contains("create-shipment"))
        }
    }
}
