import Foundation

/// Runs of many that are not over, a file each beside the audit log: another console can go on with them.
struct RunStore: Sendable {
    /// The folder; made when there is something to keep.
    let folder: String

    init(besides audit: String) { folder = audit + ".runs" }

    /// Keeps a run.
    /// - Throws: `RunStoreError` that says why not.
    func save(_ record: BulkRecord) throws(RunStoreError) {
        var record = record
        record.host = ProcessInfo.processInfo.hostName
        record.process = ProcessInfo.processInfo.processIdentifier
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            encoder.dateEncodingStrategy = .iso8601
            try encoder.encode(record).write(to: url(of: record.id), options: .atomic)
        } catch {
            throw RunStoreError(path: folder, reason: error.localizedDescription)
        }
    }

    /// Forgets a run that is over; one that is not there is forgotten already.
    func remove(_ id: String) { try? FileManager.default.removeItem(at: url(of: id)) }

    /// Every run that is kept, oldest first. A file that holds none is passed over.
    func read() -> [BulkRecord] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .iso8601
        return names.filter { $0.hasSuffix(".json") }.compactMap { name in
            (try? Data(contentsOf: URL(fileURLWithPath: folder + "/" + name)))
                .flatMap { try? decoder.decode(BulkRecord.self, from: $0) }
        }.sorted { ($0.startedAt, $0.id) < ($1.startedAt, $1.id) }
    }

    private func url(of id: String) -> URL {
        // Ids are made by consoles: hexadecimal digits and hyphens.
        URL(fileURLWithPath: folder + "/" + id.filter { $0.isHexDigit || $0 == "-" } + ".json")
    }
}

/// Why a run could not be kept.
struct RunStoreError: Error, Equatable, CustomStringConvertible {
    let path: String
    let reason: String
    var description: String { "\(path): \(reason)" }
}
