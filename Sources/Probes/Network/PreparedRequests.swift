import AsyncHTTPClient
import Synchronization

/// Requests that are the same at each probe, kept: taking a URL apart costs a twelfth of a probe.
final class PreparedRequests: Sendable {
    private let kept = Mutex<[EndpointID: (endpoint: Endpoint, request: HTTPClient.Request)]>([:])

    /// The endpoint's first request, made once while its settings stay the same.
    ///
    /// Only where nothing in it is read again and again: tokens and certificates may change on disk.
    func request(
        for endpoint: Endpoint, _ make: () throws -> HTTPClient.Request
    ) throws -> HTTPClient.Request {
        guard Self.isConstant(endpoint) else { return try make() }
        if let known = kept.withLock({ $0[endpoint.id] }), known.endpoint == endpoint { return known.request }
        let request = try make()
        kept.withLock { $0[endpoint.id] = (endpoint, request) }
        return request
    }

    private static func isConstant(_ endpoint: Endpoint) -> Bool {
        endpoint.target.kind != .https
            && endpoint.headers.allSatisfy { if case .text = $0.source { true } else { false } }
    }
}
