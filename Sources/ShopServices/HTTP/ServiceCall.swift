import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import Observability

/// Why a call to another service did not do what it was for.
struct ServiceCallFailure: Error, Equatable, CustomStringConvertible {
    enum Kind: Equatable {
        /// The other service said no: nothing has happened there.
        case refused
        /// No answer, or the other service failed: it may or may not have happened.
        case unknown
    }

    let kind: Kind
    /// `error.type`: the other service's code, or `timeout`, `unavailable`.
    let code: String
    let message: String

    var description: String { message }
}

/// Calls one other service of the shop.
struct ServiceCall: Sendable {
    let client: TracedHTTPClient
    let topology: ShopTopology
    let service: ShopTopology.Service
    /// For one attempt.
    let timeout: Duration

    /// Sends JSON (or nothing) and reads the answer.
    /// - Parameters:
    ///   - route: the path with its variable parts as `{name}`, for the span.
    ///   - key: the idempotency key: the same call again does nothing a second time.
    /// - Throws: ``ServiceCallFailure``.
    func send<Answer: Decodable>(
        _ method: HTTPMethod, _ path: String, route: String, key: String, body: (any Encodable & Sendable)? = nil,
        as type: Answer.Type
    ) async throws -> Answer {
        var request = HTTPClientRequest(url: topology.url(of: service) + path)
        request.method = method
        request.headers.add(name: "idempotency-key", value: key)
        if let body {
            request.headers.add(name: "content-type", value: "application/json")
            request.body = .bytes(ByteBuffer(bytes: try JSONEncoder().encode(body)))
        }
        let answer: (status: HTTPResponseStatus, headers: HTTPHeaders, body: ByteBuffer)
        do {
            answer = try await client.execute(request, peer: service.rawValue, route: route, timeout: timeout)
        } catch let error as HTTPClientError where error == .deadlineExceeded {
            throw ServiceCallFailure(
                kind: .unknown, code: "timeout", message: "\(service.rawValue) gave no answer within \(timeout)")
        } catch let error as CancellationError {
            throw error
        } catch {
            throw ServiceCallFailure(
                kind: .unknown, code: "unavailable", message: "\(service.rawValue) cannot be reached: \(error)")
        }
        let data = Data(answer.body.readableBytesView)
        guard answer.status.code < 300 else { throw failure(answer.status, data) }
        do {
            return try JSONDecoder().decode(type, from: data)
        } catch {
            throw ServiceCallFailure(
                kind: .unknown, code: "bad_answer", message: "\(service.rawValue) answered what nobody understands")
        }
    }

    private func failure(_ status: HTTPResponseStatus, _ data: Data) -> ServiceCallFailure {
        let problem = try? JSONDecoder().decode(ProblemDocument.self, from: data)
        return ServiceCallFailure(
            kind: status.code < 500 ? .refused : .unknown, code: problem?.code ?? "http_\(status.code)",
            message: problem?.detail ?? "\(service.rawValue) answered \(status.code)")
    }
}
