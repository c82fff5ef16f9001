import ConsoleConfig
import Foundation

/// Who has taken what, in a file that all consoles of the machine share.
///
/// Each change reads the file, changes one claim and replaces the file, under a lock: two consoles never lose each
/// other's claims.
struct ClaimStore: Sendable {
    private let location: @Sendable () -> String
    var path: String { location() }

    /// Claims in a file.
    init(path: String) { location = { path } }

    /// Claims in the file that the config names now.
    init(following live: LiveConfig) { location = { live.current.claims.path } }

    /// The claims that are still good.
    /// - Throws: `ClaimStoreError` when the file is there and cannot be read.
    func read(now: Date) throws(ClaimStoreError) -> [Claim] {
        let path = path
        guard FileManager.default.fileExists(atPath: path) else { return [] }
        do {
            let data = try Data(contentsOf: URL(fileURLWithPath: path))
            if data.isEmpty { return [] }
            let decoder = JSONDecoder()
            decoder.dateDecodingStrategy = .iso8601
            return try decoder.decode(Document.self, from: data).claims.filter { $0.until > now }
        } catch {
            throw ClaimStoreError(path: path, reason: "it cannot be read: \(error.localizedDescription)")
        }
    }

    /// Adds a claim, or replaces the one on the same item.
    func save(_ claim: Claim, now: Date) throws(ClaimStoreError) {
        try change(now: now) { claims in
            claims.removeAll { $0.key == claim.key }
            claims.append(claim)
        }
    }

    /// Removes the claim on an item; nothing happens where there is none.
    func remove(key: String, now: Date) throws(ClaimStoreError) {
        try change(now: now) { claims in claims.removeAll { $0.key == key } }
    }

    /// Which file there is, and in which state. Looking is cheap, and reading is not needed as long as this stays the
    /// same. The time of the last change alone would not do: the system's clock of files stands still for milliseconds,
    /// and two consoles can write within one of its ticks.
    func sight() -> Sight {
        let path = path
        return Sight(path: path, status: ConfigFileSystem.live.status(path))
    }

    /// What ``sight()`` saw.
    struct Sight: Equatable {
        fileprivate let path: String
        fileprivate let status: FileStatus?
    }

    private struct Document: Codable { var claims: [Claim] }

    private func change(now: Date, _ change: (inout [Claim]) -> Void) throws(ClaimStoreError) {
        let path = path
        do {
            let folder = (path as NSString).deletingLastPathComponent
            if !folder.isEmpty {
                try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            }
            let lock = try FileLock(path: path + ".lock")
            defer { lock.release() }
            var claims = try read(now: now)
            change(&claims)
            let encoder = JSONEncoder()
            encoder.dateEncodingStrategy = .iso8601
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
            try encoder.encode(Document(claims: claims)).write(to: URL(fileURLWithPath: path), options: .atomic)
        } catch let error as ClaimStoreError {
            throw error
        } catch {
            throw ClaimStoreError(path: path, reason: error.localizedDescription)
        }
    }
}

/// Why a claim could not be kept or read.
struct ClaimStoreError: Error, Equatable, CustomStringConvertible {
    let path: String
    let reason: String
    var description: String { "\(path): \(reason)" }
}
