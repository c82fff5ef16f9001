import Foundation
import Synchronization

/// Which processes the supervisor runs, kept in a file for `shop status`.
public final class ProcessTable: Sendable {
    /// One process.
    public struct Entry: Codable, Sendable, Equatable {
        /// `nil` while it does not run.
        public var pid: Int32?
        /// How often it was started again.
        public var restarts: Int
        /// How it ended last, in words.
        public var lastEnding: String?
    }

    private let entries = Mutex<[String: Entry]>([:])
    private let path: String?

    /// - Parameter files: `nil` keeps it in memory only.
    init(files: ShopFiles?) { path = files?.processes }

    /// The processes now, by name.
    var all: [String: Entry] { entries.withLock { $0 } }

    func started(_ name: String, pid: Int32) {
        change { entries in
            let known = entries[name]
            entries[name] = Entry(
                pid: pid, restarts: known.map { $0.restarts + 1 } ?? 0, lastEnding: known?.lastEnding)
        }
    }

    func ended(_ name: String, ending: String) {
        change { entries in
            entries[name, default: Entry(pid: nil, restarts: 0)].pid = nil
            entries[name]?.lastEnding = ending
        }
    }

    /// What the supervisor of a shop last wrote; empty when it cannot be read.
    static func read(_ files: ShopFiles) -> [String: Entry] {
        let data = FileManager.default.contents(atPath: files.processes) ?? Data()
        return (try? JSONDecoder().decode([String: Entry].self, from: data)) ?? [:]
    }

    private func change(_ body: (inout [String: Entry]) -> Void) {
        entries.withLock { entries in
            body(&entries)
            guard let path else { return }
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
            // Written in the lock, so that an older state never replaces a newer one. Without it `status` knows less.
            if let data = try? encoder.encode(entries) { try? data.write(to: URL(filePath: path), options: .atomic) }
        }
    }
}
