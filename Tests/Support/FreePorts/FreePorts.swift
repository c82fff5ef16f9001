import NIOCore
import NIOPosix

/// Ports for a shop that a test starts, for as long as this object lives.
///
/// A port that was free a moment ago may be another test's by now. So the base itself, on which no service listens, is
/// held: whoever holds it has the ports above it, in this process or another.
public final class FreePorts: Sendable {
    /// The services listen on the ports above this one.
    public let base: Int
    private let held: any Channel

    /// No block of ports was free.
    public struct NoneFree: Error {}

    /// Looks for a base with so many free ports above it, at most 15.
    public init(_ count: Int) async throws {
        for _ in 0..<200 {
            // Below the range that the kernel gives to clients.
            let base = Int.random(in: 1250...1875) * 16
            guard let held = try? await Self.listen(base) else { continue }
            if await Self.areFree(base + 1...base + count) {
                self.base = base
                self.held = held
                return
            }
            try await held.close()
        }
        throw NoneFree()
    }

    deinit { held.close(promise: nil) }

    private static func areFree(_ ports: ClosedRange<Int>) async -> Bool {
        for port in ports {
            guard let channel = try? await listen(port) else { return false }
            try? await channel.close()
        }
        return true
    }

    private static func listen(_ port: Int) async throws -> any Channel {
        try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .bind(host: "127.0.0.1", port: port).get()
    }
}
