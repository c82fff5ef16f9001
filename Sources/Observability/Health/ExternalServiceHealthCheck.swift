import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// Asks another service's `/health`: 200 is healthy, every other answer unhealthy.
public struct ExternalServiceHealthCheck: HealthCheck {
    public let name: String
    public let timeout: Duration
    private let get: @Sendable () async throws -> Int

    /// - Parameters:
    ///   - name: such as the other service's name.
    ///   - get: sends the request and returns the HTTP status.
    public init(
        name: String = "external-service", timeout: Duration = .seconds(2),
        get: @escaping @Sendable () async throws -> Int
    ) {
        self.name = name
        self.timeout = timeout
        self.get = get
    }

    /// Asks `url` with `client`, untraced: polling must not fill the trace log.
    public init(name: String, url: String, client: HTTPClient, timeout: Duration = .seconds(2)) {
        self.init(name: name, timeout: timeout) {
            let response = try await client.execute(
                HTTPClientRequest(url: url), timeout: .nanoseconds(Int64(timeout / .nanoseconds(1))))
            // The status is all that counts; a body that is left unread would hold the connection.
            _ = try? await response.body.collect(upTo: 1 << 20)
            return Int(response.status.code)
        }
    }

    public func check() async throws -> HealthFinding {
        let status = try await get()
        return HealthFinding(status == 200 ? .healthy : .unhealthy, details: ["statusCode": .integer(status)])
    }
}
