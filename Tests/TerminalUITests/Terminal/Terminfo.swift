import Foundation
import TerminalTesting
import Testing

/// Runs `body` with a folder for `TERMINFO` that has this entry, compiled by tic(1).
func withTerminfo<Result>(_ entry: String, _ body: (String) async throws -> Result) async throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("terminfo-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let source = folder.appendingPathComponent("entry.ti")
    try entry.write(to: source, atomically: true, encoding: .utf8)
    let tic = try PseudoTerminal("/usr/bin/tic", ["-x", "-o", folder.path, source.path])
    #expect(try await tic.ending() == .exited(0), "\(tic.screen)")
    return try await body(folder.path)
}
