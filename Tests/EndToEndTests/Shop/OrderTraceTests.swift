import Foundation
import Testing

/// The trace of one order over all processes, read back with the console's command line.
@Suite(.serialized) struct OrderTraceTests {
    @Test(.timeLimit(.minutes(3))) func oneOrderIsTheTreeThatTheSagaDescribes() async throws {
        try await ShopProcess.run(["--rate", "2", "--failure-rate", "0"]) { shop in
            let console = try Console()
            defer { console.cleanUp() }
            let log = shop.folder.appending(path: "trace.jsonl").path
            var lines: [Line] = []
            while !lines.contains(where: { $0.name == "saga.step ConfirmOrder" }) {
                try Task.checkCancellation()
                let list = try await console.run([
                    "traces", "--log", log, "--filter", "service:shipping", "--limit", "1", "--json",
                ])
                guard list.code == 0, let trace = Self.newest(list.output) else { continue }
                let tree = try await console.run(["trace", trace, "--tree", "--log", log])
                #expect(tree.code == 0)
                lines = tree.output.split(separator: "\n").dropFirst().compactMap { Line($0) }
                    // Who follows orders takes their events in when it can.
                    .filter { !$0.name.hasPrefix("process ") }
            }
            #expect(
                lines.map { String(repeating: " ", count: $0.depth) + "\($0.service) \($0.name)" } == [
                    "orders POST /orders",
                    " orders process-order",
                    "  orders validate-order",
                    "  orders create-order",
                    "   orders saga.step ReserveInventory",
                    "    orders POST /reservations",
                    "     inventory POST /reservations",
                    "      inventory reserve-items",
                    "   orders saga.step ProcessPayment",
                    "    orders POST /payments",
                    "     payments POST /payments",
                    "      payments charge-card",
                    "   orders saga.step CreateShipment",
                    "    orders POST /shipments",
                    "     shipping POST /shipments",
                    "      shipping create-shipment",
                    "   orders saga.step ConfirmOrder",
                ])
        }
    }

    private static func newest(_ output: String) -> String? {
        let answer = try? JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any]
        return (answer?["traces"] as? [[String: Any]])?.first?["trace"] as? String
    }

    /// `    └─ charge-card  payments  +71.5 ms  56.3 ms`
    private struct Line {
        let depth: Int
        let name: String
        let service: String

        init?(_ text: Substring) {
            let guides = text.prefix { " │├└─".contains($0) }
            // Each level adds two columns, and the root has none.
            depth = guides.isEmpty ? 0 : (guides.count - 1) / 2
            let words = text.dropFirst(guides.count).components(separatedBy: "  ")
            guard words.count >= 2 else { return nil }
            (name, service) = (words[0], words[1])
        }
    }
}
