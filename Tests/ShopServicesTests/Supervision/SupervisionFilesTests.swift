import Foundation
import Testing

@testable import ShopServices

struct SupervisionFilesTests {
    private let folder = TemporaryFolder()

    @Test func twoShopsDoNotRunInOneDirectory() throws {
        #expect(!ShopLock.isHeld(folder.files))
        var lock: ShopLock? = try ShopLock(folder.files)
        #expect(ShopLock.isHeld(folder.files))
        #expect(throws: ShopLock.Held.self) { try ShopLock(folder.files) }
        withExtendedLifetime(lock) {}
        lock = nil
        #expect(!ShopLock.isHeld(folder.files))
        #expect(throws: Never.self) { try ShopLock(folder.files) }
    }

    @Test func twoProcessesDoNotWorkForOneServiceInOneDirectory() throws {
        var lock: ServiceLock? = try ServiceLock(of: .orders, in: folder.files)
        let held = #expect(throws: ServiceLock.Held.self) { try ServiceLock(of: .orders, in: folder.files) }
        #expect(held?.pid == ProcessInfo.processInfo.processIdentifier)
        #expect(throws: Never.self) { try ServiceLock(of: .payments, in: folder.files) }
        withExtendedLifetime(lock) {}
        lock = nil
        #expect(throws: Never.self) { try ServiceLock(of: .orders, in: folder.files) }
    }

    @Test func aShopThatIsGoneIsNotControlled() throws {
        try ShopState(pid: 1, portBase: 20_000, seed: 1, started: "2026-01-01T00:00:00Z").write(folder.files)
        #expect { try ShopControl(files: folder.files) } throws: { error in "\(error)".contains("runs no more") }
    }

    @Test func tokensAreMadeOnceAndForNobodyElse() throws {
        try OperationsTokens.make(folder.files)
        let first = try String(contentsOfFile: folder.files.operatorToken, encoding: .utf8)
        #expect(first.count == 65)
        #expect(try String(contentsOfFile: folder.files.viewerToken, encoding: .utf8) != first)
        let mode = try FileManager.default.attributesOfItem(atPath: folder.files.operatorToken)[.posixPermissions]
        #expect(mode as? Int == 0o600)
        try OperationsTokens.make(folder.files)
        #expect(try String(contentsOfFile: folder.files.operatorToken, encoding: .utf8) == first)
    }

    @Test func theProcessTableTellsWhoRunsAndHowOftenItWasStartedAgain() {
        let table = ProcessTable(files: folder.files)
        table.started("orders", pid: 10)
        table.started("payments", pid: 11)
        table.ended("payments", ending: "signaled(9)")
        #expect(ProcessTable.read(folder.files)["payments"] == .init(pid: nil, restarts: 0, lastEnding: "signaled(9)"))
        table.started("payments", pid: 12)
        #expect(ProcessTable.read(folder.files)["payments"] == .init(pid: 12, restarts: 1, lastEnding: "signaled(9)"))
        #expect(ProcessTable.read(folder.files)["orders"] == .init(pid: 10, restarts: 0, lastEnding: nil))
        #expect(table.all == ProcessTable.read(folder.files))
    }
}
