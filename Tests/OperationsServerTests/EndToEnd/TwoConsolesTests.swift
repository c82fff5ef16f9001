import Foundation
import Operations
import OperationsClient
import Sagas
import TerminalTesting
import Testing

/// Two real consoles on terminals of their own, before one service.
@Suite(.serialized, .timeLimit(.minutes(4))) struct TwoConsolesTests {
    /// The console's binary, which is built beside the test bundle.
    private func binary() throws -> String {
        let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let path = URL(fileURLWithPath: tests).deletingLastPathComponent().appendingPathComponent("fusebox").path
        try #require(FileManager.default.isExecutableFile(atPath: path), "build the product fusebox first")
        return path
    }

    private func console(_ operatorName: String, _ service: LiveService) throws -> PseudoTerminal {
        // Three intervals without an answer are too old to act on: on a busy machine seconds pass unnoticed.
        try service.folder.write(
            #"{ "services": [ { "name": "orders", "health": "tcp://127.0.0.1:1", "operations": "\#(service.base)", "#
                + #""interval": "10s", "timeout": "20s", "tokenFile": "operator.token" } ],"#
                + #" "operator": { "name": "\#(operatorName)" }, "audit": { "path": "audit.jsonl" } }"#,
            to: "\(operatorName).json")
        return try PseudoTerminal(
            try binary(), ["-c", "\(operatorName).json", "--page", "sagas"], directory: service.folder.path,
            columns: 160, rows: 40)
    }

    @Test func onTheSameSagaAtTheSameMomentOneWinsAndTheOtherIsShownWhatChanged() async throws {
        try await LiveService.run(moods: ["ConfirmOrder": StepRefused("no such order")]) { service in
            try await service.parts.runner.start("OrderProcessing", id: "order-7f3a", input: ["sku": "x"])
            try await eventually("the saga needs attention") {
                try await service.client.sagas(.init(statuses: [.needsAttention])).items.count == 1
            }
            let consoles = [try console("ada", service), try console("bob", service)]
            for console in consoles {
                try await console.waitUntil("the saga", within: .seconds(60)) {
                    $0.contains("order-7f3a") && $0.contains("needs_attention")
                }
                console.press("X")
                try await console.waitFor("What it does", within: .seconds(60))
                console.type("customer rang")
            }
            // Both press Enter before either can have seen what the other does.
            for console in consoles { console.press("Enter") }
            for console in consoles {
                try await console.waitUntil("how it ended", within: .seconds(60)) {
                    $0.contains("verified") || $0.contains("Nothing was done")
                }
            }
            let losers = consoles.filter { $0.screen.contains("Nothing was done") }
            #expect(losers.count == 1, "\(consoles.map(\.screen))")
            let shown = try #require(losers.first).screen
            #expect(shown.contains("has changed") && shown.contains("needs_attention → abandoned"), "\(shown)")
            #expect(try await service.client.saga("order-7f3a").interventions.count == 1)
            #expect(try await service.client.saga("order-7f3a").summary.status == .abandoned)
            for console in consoles { console.type("qq") }
        }
    }
}
