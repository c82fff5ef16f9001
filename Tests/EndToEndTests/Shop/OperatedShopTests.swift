import Foundation
import Testing

/// The shop, operated from `fusebox do`.
@Suite(.serialized, .timeLimit(.minutes(4))) struct OperatedShopTests {
    /// Writes a config that knows two of the services and the shop's trace log.
    private func configure(_ console: Console, _ shop: ShopProcess) throws {
        let services = try ["orders", "payments"].map { name in
            let port = shop.portBase + 1 + (try #require(ShopProcess.services.firstIndex(of: name)))
            let address = "http://127.0.0.1:\(port)"
            return #"{ "name": "\#(name)", "health": "\#(address)/health", "operations": "\#(address)/ops/v1", "#
                + #""timeout": "20s", "tokenFile": "\#(shop.folder.path)/operator.token" }"#
        }
        try console.write(
            #"{ "services": [\#(services.joined(separator: ","))], "operator": { "name": "ada" }, "#
                + #""traceLog": { "path": "\#(shop.folder.path)/trace.jsonl" }, "audit": { "path": "audit.jsonl" } }"#,
            to: console.config)
    }

    @Test func whatElseACommandTouchesIsInItsPlanAndTheEffectOfChaosIsSeen() async throws {
        try await ShopProcess.run(["--rate", "5", "--failure-rate", "0"]) { shop in
            let console = try Console()
            defer { console.cleanUp() }
            try configure(console, shop)
            let set = ["do", "chaos.set", "payments", "-c", "fusebox.json"]
            let chaos = set + ["--argument", "fail=1", "--argument", "forMilliseconds=3600000"]
            // As soon as the trace log tells of the first calls.
            var plan = try await console.run(chaos + ["--dry-run"])
            while !plan.output.contains("called by orders") {
                try #require(plan.code == 0, "\(plan)")
                plan = try await console.run(chaos + ["--dry-run"])
            }
            #expect(plan.output.contains("100 % fail, for 3600 s") && plan.output.contains("requests/s"), "\(plan)")
            let done = try await console.run(chaos + ["--yes", "--reason", "a drill", "--wait", "--json"])
            #expect(done.code == 0 && done.output.contains("broken in payments: 100 % fail"), "\(done)")
            #expect(done.output.contains("called by orders"))
            #expect(try await shop.command("chaos").output.hasPrefix("payments: 100 % fail"))
            let mended = try await console.run(
                set + ["--argument", "forMilliseconds=1", "--yes", "--reason", "enough", "--wait"])
            #expect(mended.code == 0 && mended.output.contains("verified: broken in payments: nothing"), "\(mended)")
        }
    }
}
