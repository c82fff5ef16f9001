import Foundation

/// Writes what was exported to a new file in the folder where the console was started.
struct Exporter: Sendable {
    /// The folder.
    let folder: String
    /// The present moment, for the file's name.
    let now: @Sendable () -> Date

    /// Writes a JSON document and returns the file's path. A file that exists is never written over.
    /// - Throws: `ExportError` that says why not.
    func write(name: String, json: String) throws(ExportError) -> String {
        let stamp = now().formatted(
            Date.ISO8601FormatStyle(dateSeparator: .omitted, timeSeparator: .omitted, timeZone: .gmt)
                .year().month().day().dateTimeSeparator(.standard).time(includingFractionalSeconds: false))
        let base = "fusebox-\(Self.harmless(name))-\(stamp)"
        for attempt in 0..<100 {
            let path = (folder as NSString).appendingPathComponent(base + (attempt == 0 ? "" : "-\(attempt)") + ".json")
            do {
                try Data((json + "\n").utf8).write(to: URL(fileURLWithPath: path), options: .withoutOverwriting)
                return path
            } catch CocoaError.fileWriteFileExists {
                continue
            } catch {
                throw ExportError(path: path, reason: error.localizedDescription)
            }
        }
        throw ExportError(path: base, reason: "a hundred files of that name exist already")
    }

    /// What names from outside may put into a file's name: letters, digits and a few marks, at most 60 of them.
    private static func harmless(_ name: String) -> String {
        let kept = name.unicodeScalars.map { scalar in
            scalar.isASCII && (CharacterSet.alphanumerics.contains(scalar) || "-_".unicodeScalars.contains(scalar))
                ? Character(scalar) : "-"
        }
        return String(kept.prefix(60))
    }
}

/// Why an export could not be written.
struct ExportError: Error, Equatable, CustomStringConvertible {
    let path: String
    let reason: String
    var description: String { "\(path) could not be written: \(reason)" }
}
