import Foundation
import FreePorts
import TerminalTesting
import Testing

/// `fusebox demo`: real services, load and the console in one terminal, and nothing left of them afterwards.
@Suite(.serialized) struct DemoTests {
    /// Starts a demo on free ports and waits until orders are placed and seen.
    private func start(_ console: Console, _ ports: FreePorts) async throws -> PseudoTerminal {
        let terminal = try console.start(
            ["demo", "--port-base", "\(ports.base)", "--rate", "20", "--page", "traces"], rows: 60)
        try await terminal.waitUntil("nine services and traces", within: .seconds(60)) { screen in
            screen.contains("9 services") && screen.contains("POST /orders")
        }
        return terminal
    }

    @Test func showsServicesAndTracesAndEndsWithEverything() async throws {
        let console = try Console()
        defer { console.cleanUp() }
        let ports = try await FreePorts(ShopProcess.services.count)
        defer { withExtendedLifetime(ports) {} }
        let terminal = try await start(console, ports)
        let processes = ProcessTree.descendants(of: terminal.processID)
        // The console, the supervisor, nine services and the load.
        #expect(processes.count >= 12)
        // Customers look at dashboards too: the newest trace need not be an order's, nor one that has come so far.
        terminal.press("/")
        terminal.type("name:create-shipment")
        terminal.press("Enter")
        try await terminal.waitUntil("only orders that are shipped") { screen in
            screen.contains("name:create-shipment · sorted by") && screen.contains("POST /orders")
        }
        terminal.press("Enter")
        try await terminal.waitUntil("one order over four processes") { screen in
            screen.contains("process-order") && screen.contains("charge-card") && screen.contains("create-shipment")
        }
        terminal.press("q")
        #expect(try await terminal.ending(within: .seconds(60)) == .exited(0))
        #expect(processes.allSatisfy { !ProcessTree.isAlive($0) })
    }

    @Test func takesEveryProcessDownWithItWhenItIsKilled() async throws {
        let console = try Console()
        defer { console.cleanUp() }
        let ports = try await FreePorts(ShopProcess.services.count)
        defer { withExtendedLifetime(ports) {} }
        let terminal = try await start(console, ports)
        let processes = ProcessTree.descendants(of: terminal.processID)
        terminal.signal(SIGKILL)
        #expect(try await terminal.ending() == .killed(SIGKILL))
        try await Self.until(deadline: .now + .seconds(40)) { processes.allSatisfy { !ProcessTree.isAlive($0) } }
    }

    /// Looks again and again, giving way in between; ends with the condition or the deadline.
    private static func until(deadline: ContinuousClock.Instant, _ condition: () -> Bool) async throws {
        while !condition() {
            try #require(ContinuousClock.now < deadline, "processes are left")
            await Task.yield()
        }
    }
}
