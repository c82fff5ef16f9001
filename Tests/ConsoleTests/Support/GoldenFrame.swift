import Foundation
import TerminalUI
import Testing

/// Compares a frame's text with a golden file named after the situation.
///
/// With `RECORD_SNAPSHOTS=1` in the environment the file is written anew and the test fails, so that nobody records by
/// accident. The file lies in `Golden` beside the test's own file.
func expectGolden(
    _ frame: Frame, _ name: String, file: String = #filePath, location: SourceLocation = #_sourceLocation
) {
    expectGolden(lines(of: frame), name, file, location)
}

/// The same with the frame's colours as a terminal of that depth is asked for them: ‹31› is what ECMA-48 writes as
/// ESC [ 31 m.
func expectGolden(
    _ frame: Frame, depth: ColorDepth, _ name: String, file: String = #filePath,
    location: SourceLocation = #_sourceLocation
) {
    let text = frame.ansi(depth: depth).replacing(/\u{1B}\[([0-9;]*)m/) { "‹\($0.1)›" }
    let rows = text.split(separator: "\n", omittingEmptySubsequences: false)
    expectGolden(rows.map { String($0.reversed().drop { $0 == " " }.reversed()) }, name, file, location)
}

private func expectGolden(_ shown: [String], _ name: String, _ file: String, _ location: SourceLocation) {
    let path = URL(filePath: file).deletingLastPathComponent().appending(path: "Golden/\(name).txt")
    if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1" {
        record(shown, at: path, location)
        return
    }
    guard let golden = try? String(contentsOf: path, encoding: .utf8) else {
        Issue.record("no golden file \(path.path); record it with RECORD_SNAPSHOTS=1", sourceLocation: location)
        return
    }
    let expected = golden.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
    guard expected != shown else { return }
    Issue.record("\(name) looks different:\n\(difference(expected, shown))", sourceLocation: location)
}

/// A frame's lines as they are seen, without the blanks at their ends.
func lines(of frame: Frame) -> [String] {
    (0..<frame.size.height).map { y in
        var line = frame.row(y).map(frame.text(of:)).joined()
        while line.last == " " { line.removeLast() }
        return line
    }
}

private func record(_ lines: [String], at path: URL, _ location: SourceLocation) {
    do {
        try FileManager.default.createDirectory(
            at: path.deletingLastPathComponent(), withIntermediateDirectories: true)
        try lines.map { $0 + "\n" }.joined().write(to: path, atomically: true, encoding: .utf8)
        Issue.record("recorded \(path.lastPathComponent): look at it, then run again", sourceLocation: location)
    } catch {
        Issue.record("cannot record \(path.path): \(error)", sourceLocation: location)
    }
}

/// The lines that differ, with a few of their neighbours: `-` expected, `+` shown.
private func difference(_ expected: [String], _ shown: [String]) -> String {
    (0..<max(expected.count, shown.count)).flatMap { row -> [String] in
        let old = row < expected.count ? expected[row] : nil
        let new = row < shown.count ? shown[row] : nil
        if old == new { return ["  \(old ?? "")"] }
        return [old.map { "- \($0)" }, new.map { "+ \($0)" }].compactMap { $0 }
    }.joined(separator: "\n")
}
