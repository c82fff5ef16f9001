import ChildProcess
import Foundation
import Testing

/// The fixture process: a publisher that can be killed. What it says goes to a file, so that it never waits for a reader.
final class FeedFixture {
    let port: Int
    private let process: ChildProcess
    private let said: URL

    /// - Parameters:
    ///   - port: 0: any that is free.
    ///   - run: the beginning of the ids of the events that it appends; `nil`: it appends none.
    init(_ store: String, port: Int, run: String?) async throws {
        said = URL(fileURLWithPath: store + ".said-\(UUID().uuidString)")
        process = try ChildProcess(
            built: "EventFeedFixture", [store, "\(port)"] + (run.map { [$0] } ?? []), output: .file(said.path))
        var found: Int?
        try await eventually("the publisher listens") { [said] in
            let line = Self.lines(said).first { $0.hasPrefix("port ") }
            found = line.flatMap { Int($0.dropFirst(5)) }
            return found != nil
        }
        self.port = try #require(found)
    }

    /// Whole lines only.
    private static func lines(_ file: URL) -> [Substring] {
        let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
        guard let end = text.lastIndex(of: "\n") else { return [] }
        return text[..<end].split(separator: "\n")
    }

    /// Returns when it has acknowledged so many events.
    func acknowledges(_ count: Int) async throws {
        try await eventually("\(count) events are acknowledged") { Self.lines(said).count > count }
    }

    /// Ends it without any warning.
    /// - Returns: the ids of all events that it had acknowledged.
    func kill() -> Set<String> {
        process.kill()
        return Set(Self.lines(said).filter { !$0.hasPrefix("port ") }.map(String.init))
    }
}
