import Foundation
import NIOCore
import NIOPosix
import Testing

@testable import Probes

/// One probe over the real network, everything closed afterwards.
func probe(
    _ url: String, timeout: Duration = .seconds(100), format: HealthFormat = .auto, tls: ProbeTLS = .standard,
    headers: [ProbeHeader] = [], address: String? = nil, environment: [String: String] = [:],
    files: [String: String] = [:], wall: @escaping @Sendable () -> Date = { Date() }
) async throws -> ProbeResult {
    let endpoint = Endpoint(
        id: EndpointID(service: "tested"), target: try ProbeTarget(url), timeout: timeout, format: format, tls: tls,
        headers: headers, address: address)
    return await withNetworkProber(environment: environment, files: files, wall: wall) { await $0.probe(endpoint) }
}

func withNetworkProber<Result: Sendable>(
    environment: [String: String] = [:], files: [String: String] = [:],
    wall: @escaping @Sendable () -> Date = { Date() }, _ body: (NetworkProber) async throws -> Result
) async rethrows -> Result {
    let loop = MultiThreadedEventLoopGroup.singleton.next()
    var clock = ProbeClock.live(on: loop)
    clock.wall = wall
    let prober = NetworkProber(
        loop: loop, clock: clock, environment: { environment[$0] },
        readFile: { path in
            guard let text = files[path] else { throw CocoaError(.fileNoSuchFile) }
            return text
        })
    do {
        let result = try await body(prober)
        await prober.close()
        return result
    } catch {
        await prober.close()
        throw error
    }
}

extension ProbeResult {
    var answer: ProbeAnswer? { if case .answered(let answer) = self { answer } else { nil } }
    var failure: ProbeFailure? { if case .failed(let failure, _) = self { failure } else { nil } }
    /// One line for a comparison: `healthy: answered 200` or `connection_refused: connection refused…`.
    var words: String {
        switch self {
        case .answered(let answer): "\(answer.health): \(answer.reason)"
        case .failed(let failure, _): "\(failure.code.rawValue): \(failure.description)"
        }
    }
}
