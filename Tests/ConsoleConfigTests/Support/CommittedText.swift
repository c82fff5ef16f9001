import Foundation
import Testing

/// A file of the checkout that must equal what the code generates.
enum CommittedText {
    /// Fails when the file differs. With `RECORD_SNAPSHOTS=1` in the environment the file is written anew, and the
    /// test fails all the same, so that nobody takes a recording for a check.
    static func expect(
        _ path: String, toEqual generated: (_ committed: String) -> String?,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let absolute = Repository.path(path)
        let committed = (try? String(contentsOfFile: absolute, encoding: .utf8)) ?? ""
        let wanted = try #require(generated(committed), "\(path) has no place for it", sourceLocation: sourceLocation)
        if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1" {
            try wanted.write(toFile: absolute, atomically: true, encoding: .utf8)
            Issue.record("\(path) was recorded; run again without RECORD_SNAPSHOTS", sourceLocation: sourceLocation)
        } else if let difference = firstDifference(committed, wanted) {
            Issue.record(
                "\(path) is not what the code says; RECORD_SNAPSHOTS=1 writes it anew\n\(difference)",
                sourceLocation: sourceLocation)
        }
    }

    private static func firstDifference(_ committed: String, _ wanted: String) -> String? {
        if committed == wanted { return nil }
        let (old, new) = (committed.split(separator: "\n"), wanted.split(separator: "\n"))
        let line = zip(old, new).enumerated().first { $1.0 != $1.1 }
        return line.map { "first in filled line \($0 + 1):\n- \($1.0)\n+ \($1.1)" } ?? "one is longer than the other"
    }
}
