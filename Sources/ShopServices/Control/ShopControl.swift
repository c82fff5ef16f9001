import AsyncHTTPClient
import Foundation
import NIOCore

/// Looks after a running shop from another process: how it is, what is broken in it, how much load it has.
public struct ShopControl: Sendable {
    /// A process of the shop did not take a wish.
    public struct NotTaken: Error, CustomStringConvertible {
        public let process: String
        public var description: String {
            "\(process) has not said within \(ShopControl.patience) that it has taken it. Is it running? "
                + "It will take it when it runs again"
        }
    }

    /// A service in which something is broken on purpose.
    public struct BrokenService: Sendable, Equatable {
        public let service: ShopTopology.Service
        public let settings: ChaosSettings
        /// Until it reverts by itself.
        public let milliseconds: Int
    }

    /// How long a process may take to say that it has taken a wish.
    static let patience = Duration.seconds(5)

    let files: ShopFiles
    let topology: ShopTopology

    /// The shop that runs in a directory.
    /// - Throws: ``ShopState/Unreadable`` when none does.
    public init(files: ShopFiles) throws(ShopState.Unreadable) {
        let state = try ShopState.read(files)
        guard ShopLock.isHeld(files) else {
            throw ShopState.Unreadable(
                path: files.state, reason: "the shop that wrote it (process \(state.pid)) runs no more")
        }
        self.init(files: files, topology: ShopTopology(portBase: state.portBase) ?? ShopTopology.standard)
    }

    init(files: ShopFiles, topology: ShopTopology) {
        self.files = files
        self.topology = topology
    }

    /// Breaks a service; returns when it says that it has taken it.
    /// - Throws: ``NotTaken``, and what the file system says.
    public func cause(_ request: ChaosRequest, at service: ShopTopology.Service) async throws {
        try await leave(ChaosOrder(request, now: ChaosOrder.now()), at: service)
    }

    /// Puts everything right at a service.
    /// - Throws: ``NotTaken``, and what the file system says.
    public func stopChaos(at service: ShopTopology.Service) async throws {
        try await leave(.off, at: service)
    }

    /// What is broken on purpose now, in the topology's order.
    public func chaosInForce() -> [BrokenService] {
        let now = ChaosOrder.now()
        return ShopTopology.Service.allCases.compactMap { service in
            guard let order = try? ChaosOrder.file(of: service, in: files).read()?.wish else { return nil }
            let settings = order.settings(at: now)
            guard settings != .none else { return nil }
            return BrokenService(service: service, settings: settings, milliseconds: order.until - now)
        }
    }

    /// Changes the load.
    /// - Parameter rate: orders a second; 0 stops it.
    /// - Returns: the rate before.
    /// - Throws: ``NotTaken``, and what the file system says.
    public func setLoad(rate: Double) async throws -> Double {
        let file = LoadOrder.file(in: files)
        let before = try file.read()?.wish.rate ?? 0
        let note = try file.write(LoadOrder(rate: rate))
        guard await file.waitUntilTaken(note, limit: Self.patience) else { throw NotTaken(process: "load") }
        return before
    }

    private func leave(_ order: ChaosOrder, at service: ShopTopology.Service) async throws {
        let file = ChaosOrder.file(of: service, in: files)
        let note = try file.write(order)
        guard await file.waitUntilTaken(note, limit: Self.patience) else {
            throw NotTaken(process: service.rawValue)
        }
    }
}
