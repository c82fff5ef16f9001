import Foundation
import Testing

@testable import Console

/// The README's tables of keys are the keymap's.
@Suite struct KeyTableTests {
    @Test func theReadmeListsEveryKey() throws {
        let readme = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../../README.md").standardized
        var text = try String(contentsOf: readme, encoding: .utf8)
        let start = try #require(text.range(of: "<!-- keys -->\n"))
        let end = try #require(text.range(of: "<!-- /keys -->"))
        let written = String(text[start.upperBound..<end.lowerBound])
        if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] != nil, written != KeyTable.markdown {
            text.replaceSubrange(start.upperBound..<end.lowerBound, with: KeyTable.markdown)
            try Data(text.utf8).write(to: readme)
        }
        #expect(written == KeyTable.markdown, "run the tests with RECORD_SNAPSHOTS=1 to rewrite the README's table")
    }
}
