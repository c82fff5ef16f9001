import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// Waits until services answer that they are ready.
struct ReadinessGate: Sendable {
    /// Services that did not become ready in time.
    struct NotReady: Error, CustomStringConvertible {
        let urls: [String]
        let after: Duration
        let logs: String
        var description: String {
            "Not ready after \(after): \(urls.joined(separator: ", ")). The log files in \(logs) say why"
        }
    }

    let urls: [String]
    let limit: Duration
    let logs: String
    let client: HTTPClient

    /// - Throws: ``NotReady``.
    func wait() async throws {
        let clock = ContinuousClock()
        let deadline = clock.now + limit
        var waiting = urls
        while !waiting.isEmpty {
            var still: [String] = []
            for url in waiting where await !answers(url) { still.append(url) }
            waiting = still
            guard !waiting.isEmpty else { return }
            guard clock.now < deadline else { throw NotReady(urls: waiting, after: limit, logs: logs) }
            try await clock.sleep(for: .milliseconds(50))
        }
    }

    private func answers(_ url: String) async -> Bool {
        guard let response = try? await client.execute(HTTPClientRequest(url: url), timeout: .milliseconds(500)) else {
            return false
        }
        _ = try? await response.body.collect(upTo: 1 << 16)
        return response.status.code == 200
    }
}
