import AsyncHTTPClient
import NIOCore
import Synchronization

/// The HTTP clients of one poller: one for all endpoints, and one more for each address that stands in for a host name,
/// because async-http-client overrides names per client.
final class HTTPClients: Sendable {
    private struct Key: Hashable {
        var host: String
        var address: String
    }

    private struct State {
        var shared: HTTPClient?
        var addressed: [Key: HTTPClient] = [:]
        var isClosed = false
    }

    private let loop: any EventLoop
    private let state = Mutex(State())

    init(loop: any EventLoop) { self.loop = loop }

    /// The client to ask the endpoint with; nil when everything has been closed.
    func client(for endpoint: Endpoint) -> HTTPClient? {
        state.withLock { state in
            if state.isClosed { return nil }
            guard let address = endpoint.address else {
                if let shared = state.shared { return shared }
                let client = HTTPClient(eventLoopGroup: loop, configuration: Self.configuration())
                state.shared = client
                return client
            }
            let key = Key(host: endpoint.target.host, address: address)
            if let client = state.addressed[key] { return client }
            var configuration = Self.configuration()
            configuration.dnsOverride = [key.host: address]
            let client = HTTPClient(eventLoopGroup: loop, configuration: configuration)
            state.addressed[key] = client
            return client
        }
    }

    /// Ends all connections and what still runs on them.
    func close() async {
        let clients = state.withLock { state in
            state.isClosed = true
            let clients = Array(state.addressed.values) + (state.shared.map { [$0] } ?? [])
            state.addressed = [:]
            state.shared = nil
            return clients
        }
        for client in clients {
            // A client that was shut down already is what is wanted.
            try? await client.shutdown()
        }
    }

    private static func configuration() -> HTTPClient.Configuration {
        var configuration = HTTPClient.Configuration()
        // A probe reports the first refusal instead of trying until its time is up.
        configuration.connectionPool.retryConnectionEstablishment = false
        // Connections are kept between probes, which is most of what makes polling cheap, but not for ever: now and
        // then a new one proves that connecting works, and follows a name that has moved.
        configuration.maximumUsesPerConnection = 60
        configuration.connectionPool.idleTimeout = .seconds(90)
        configuration.redirectConfiguration = .disallow
        configuration.decompression = .disabled
        configuration.httpVersion = .http1Only
        // A probe must not fill the trace log that it is shown beside.
        configuration.tracing.tracer = nil
        return configuration
    }
}
