import Foundation

/// What `shop up` writes down about itself for the shop's other commands.
public struct ShopState: Codable, Sendable, Equatable {
    /// The supervisor's process id.
    public var pid: Int32
    public var portBase: Int
    public var seed: UInt64
    /// RFC 3339.
    public var started: String

    public init(pid: Int32, portBase: Int, seed: UInt64, started: String) {
        self.pid = pid
        self.portBase = portBase
        self.seed = seed
        self.started = started
    }

    /// Why the state cannot be read.
    public struct Unreadable: Error, CustomStringConvertible {
        public let path: String
        public let reason: String
        public var description: String { "\(path): \(reason). Is a shop running there? Start one with: shop up" }
    }

    /// - Throws: ``Unreadable``.
    public static func read(_ files: ShopFiles) throws(Unreadable) -> ShopState {
        do {
            return try JSONDecoder().decode(ShopState.self, from: Data(contentsOf: URL(filePath: files.state)))
        } catch let error as DecodingError {
            throw Unreadable(path: files.state, reason: "not what `shop up` writes (\(error))")
        } catch {
            throw Unreadable(path: files.state, reason: "cannot be read")
        }
    }

    /// Replaces the file at once, so that no reader sees half of it.
    public func write(_ files: ShopFiles) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        try encoder.encode(self).write(to: URL(filePath: files.state), options: .atomic)
    }
}
