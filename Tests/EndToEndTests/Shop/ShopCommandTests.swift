import Foundation
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What somebody does to a running shop from another terminal.
@Suite(.serialized, .timeLimit(.minutes(5))) struct ShopCommandTests {
    @Test func statusTellsWhoRunsWhereAndHowOftenItWasStartedAgain() async throws {
        try await ShopProcess.run { shop in
            let payments = try #require(shop.processes["payments"]?.pid)
            // A busy machine may take a moment to answer in time.
            var before = try await shop.command("status")
            while before.code != 0 {
                try Task.checkCancellation()
                before = try await shop.command("status")
            }
            let line = try #require(before.output.split(separator: "\n").first { $0.hasPrefix("payments") })
            #expect(
                line.split(separator: " ").prefix(5) == [
                    "payments", "\(payments)", "\(shop.portBase + 3)", "healthy", "0",
                ])
            kill(payments, SIGKILL)
            while shop.processes["payments"]?.restarts != 1 { try Task.checkCancellation() }
            _ = try await shop.command("chaos", "payments", "--latency", "1ms", "--for", "1h")
            let json = try await shop.command("status", "--json")
            let services = try #require(
                try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])["services"]
            let entry = try #require((services as? [[String: Any]])?.first { $0["name"] as? String == "payments" })
            #expect(entry["restarts"] as? Int == 1)
            #expect(entry["chaos"] as? String == "1 ms late")
        }
    }

    @Test func theLoadOfARunningShopIsChangedAndOutlivesItsProcess() async throws {
        try await ShopProcess.run { shop in
            let first = try await shop.command("load", "--rate", "30")
            #expect(first.code == 0 && first.output == "load: 0 → 30 orders a second\n")
            let process = try #require(shop.processes["load"]?.pid)
            kill(process, SIGKILL)
            while shop.processes["load"]?.restarts != 1 || shop.processes["load"]?.pid == nil {
                try Task.checkCancellation()
            }
            // The new process orders, at the rate that was said to the old one.
            var words = ""
            while !words.contains("orders: accepted") || !words.hasPrefix("load: 30 orders a second") {
                try Task.checkCancellation()
                words = try await shop.command("load").output
            }
            let last = try await shop.command("load", "--rate", "0")
            #expect(last.output == "load: 30 → 0 orders a second\n")
        }
    }

    @Test func whatIsBrokenStaysBrokenAfterARestartAndIsPutRightByHand() async throws {
        try await ShopProcess.run { shop in
            let broken = try await shop.command("chaos", "shipping", "--refuse", "--for", "1h")
            #expect(broken.code == 0 && broken.output == "shipping: refuses connections, for 1h\n")
            kill(try #require(shop.processes["shipping"]?.pid), SIGKILL)
            while shop.processes["shipping"]?.restarts != 1 { try Task.checkCancellation() }
            #expect(try await shop.command("chaos").output.hasPrefix("shipping: refuses connections, for another 3"))
            let status = try await shop.command("status")
            #expect(status.code == 1 && status.output.contains("unreachable"))
            // No call reaches it, and still it can be put right.
            let off = try await shop.command("chaos", "shipping", "--off")
            #expect(off.code == 0 && off.output == "shipping: nothing is broken on purpose\n")
            #expect(try await shop.command("chaos").output == "nothing is broken on purpose\n")
            while try await shop.command("status").code != 0 { try Task.checkCancellation() }
        }
    }

    @Test func aCrashIsOneCrash() async throws {
        try await ShopProcess.run { shop in
            let crash = try await shop.command("chaos", "inventory", "--crash")
            #expect(crash.code == 0 && crash.output == "inventory: crashed\n")
            while try await shop.command("status").code != 0 || shop.processes["inventory"]?.restarts != 1 {
                try Task.checkCancellation()
            }
            #expect(shop.processes["inventory"]?.restarts == 1)
        }
    }

    @Test func oneShopRunsInADirectory() async throws {
        try await ShopProcess.run { shop in
            let second = try await shop.command("up", "--port-base", "\(shop.portBase + 100)")
            #expect(second.code == 1)
            #expect(second.errors.contains("A shop runs in \(shop.folder.path) already (process "))
            // Nor does a second process work for one of its services, whatever its port.
            let orders = try #require(shop.processes["orders"]?.pid)
            let worker = try await shop.command("serve", "orders", "--port-base", "\(shop.portBase + 100)")
            #expect(worker.code == 1)
            #expect(worker.errors.contains("orders is at work in \(shop.folder.path) already (process \(orders))"))
            let past = try await shop.command("fill", "--orders", "1")
            #expect(past.code == 1)
        } afterwards: { shop in
            let late = try await shop.command("load", "--rate", "1")
            #expect(late.code == 3 && late.errors.contains("Is a shop running there?"))
        }
    }

    @Test(arguments: ["up", "serve"]) func aDirectoryThatCannotBeIsSaid(command: String) async throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "file-\(UUID().uuidString)")
        try Data().write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let arguments = [command] + (command == "serve" ? ["payments"] : []) + ["--port-base", "29900"]
        let shop = try await ShopProcess.command(arguments, in: file.path + "/shop")
        #expect(shop.code == 2)
        #expect(shop.errors.contains("The directory \(file.path)/shop cannot be used: Not a directory."))
    }

    @Test(arguments: [
        (["chaos", "payments"], "say what to break"), (["chaos", "--fail", "1"], "say which service"),
        (["chaos", "payments", "--fail", "2"], "fail must be 0 to 1"),
        (["chaos", "payments", "--off", "--hang"], "nothing else goes with it"),
        (["chaos", "payments", "--hang", "--for", "2h"], "must be 1 to 3600000"),
        (["load", "--rate", "-1"], "--rate"), (["chaos", "nobody", "--hang"], "nobody"),
    ])
    func whatMakesNoSenseIsAUsageError(arguments: [String], words: String) async throws {
        let shop = try await ShopProcess.command(arguments, in: "/nonexistent")
        #expect(shop.code == 2)
        #expect(shop.errors.contains(words))
    }
}
