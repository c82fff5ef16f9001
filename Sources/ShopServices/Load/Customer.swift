import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1

/// Sends what a customer does to the service that it is for.
struct Customer: Sendable {
    let topology: ShopTopology
    let client: HTTPClient
    let clock: any Clock<Duration>

    /// How long one request may take.
    static let timeout = Duration.seconds(30)
    /// How often a customer whose order got no answer asks again, with the same idempotency key.
    static let attempts = 3

    func does(_ act: CustomerAct) async -> LoadCounts.Ending {
        switch act {
        case .placeOrder(let order):
            await place(order)
        case .changeEmail(let user, let email):
            await send(.PUT, "users", "/users/\(user)/email", body: ["email": email])
        case .lookAtDashboard(let user, let web):
            await send(.GET, web ? "web-bff" : "mobile-bff", "/dashboard/\(user)", body: String?.none)
        }
    }

    private func place(_ order: OrderRequest) async -> LoadCounts.Ending {
        let key = UUID().uuidString
        var ending = LoadCounts.Ending.unanswered
        for attempt in 1...Self.attempts {
            ending = await send(.POST, "orders", "/orders", key: key, body: order)
            guard ending == .unanswered || ending == .failed, attempt < Self.attempts else { break }
            do { try await clock.sleep(for: .milliseconds(250 << attempt)) } catch { break }
        }
        return ending
    }

    private func send(
        _ method: HTTPMethod, _ name: String, _ path: String, key: String? = nil,
        body: (some Encodable)?
    ) async -> LoadCounts.Ending {
        guard let service = ShopTopology.Service(rawValue: name) else { return .skipped }
        do {
            var request = HTTPClientRequest(url: topology.url(of: service) + path)
            request.method = method
            if let key { request.headers.add(name: "idempotency-key", value: key) }
            if let body {
                request.headers.add(name: "content-type", value: "application/json")
                request.body = .bytes(ByteBuffer(bytes: try JSONEncoder().encode(body)))
            }
            let response = try await client.execute(request, timeout: TimeAmount(Self.timeout))
            _ = try await response.body.collect(upTo: 1 << 22)
            return switch response.status.code {
            case ..<300: .accepted
            case ..<500: .refused
            default: .failed
            }
        } catch {
            return .unanswered
        }
    }
}
