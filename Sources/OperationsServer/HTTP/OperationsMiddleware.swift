import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Operations
import ServiceLifecycle

/// What the API needs to know of a request: where it comes from.
public struct OperationsRequestContext: RequestContext, RemoteAddressRequestContext {
    public var coreContext: CoreRequestContextStorage
    public let remoteAddress: SocketAddress?

    public init(source: Source) {
        coreContext = .init(source: source)
        remoteAddress = source.channel.remoteAddress
    }
}

extension RouterMethods where Context: RemoteAddressRequestContext {
    /// Has the API answer everything under `/ops/v1`. Add it before middleware that must not touch it, such as what
    /// breaks a service on purpose.
    @discardableResult
    public func addOperations(_ api: OperationsAPI) -> Self {
        add(middleware: OperationsMiddleware<Context>(api: api))
    }
}

/// Answers everything under `/ops/v1`, and leaves everything else to others.
struct OperationsMiddleware<Context: RemoteAddressRequestContext>: RouterMiddleware {
    let api: OperationsAPI

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        guard let route = OperationsRoute.Path(request.uri.path) else { return try await next(request, context) }
        do {
            return try await answer(request, route, from: context.remoteAddress)
        } catch let problem as Problem {
            return Self.response(problem)
        } catch let refused as OperationsRoute.MethodRefused {
            let problem = Problem(.methodNotAllowed, "Only \(refused.allowed) is possible here")
            return Self.response(problem, [.allow: refused.allowed])
        } catch let error as CancellationError {
            throw error
        } catch {
            return Self.response(problem(for: error, request))
        }
    }

    private func answer(
        _ request: Request, _ path: OperationsRoute.Path, from address: SocketAddress?
    ) async throws -> Response {
        guard api.access.allowsRemote || address?.isLoopback == true else {
            throw Problem(.forbidden, "Only callers on this machine may use this: the service is so configured")
        }
        let role = try admitted(request.headers[.authorization])
        let route = try OperationsRoute(path, request.method)
        if route.needsOperator, role != .operator {
            throw Problem(.forbidden, "The token's role is \(role): it may look, but not send commands")
        }
        return try await OperationsAnswers(api: api, role: role).answer(to: route, request)
    }

    private func admitted(_ authorization: String?) throws(Problem) -> Role {
        let result: Result<Role, Problem>
        do { result = .success(try api.access.role(authorization: authorization)) } catch { result = .failure(error) }
        let caller = (try? result.get())?.rawValue ?? "stranger"
        if let seconds = api.gate.obstacle(for: caller, at: .now) {
            throw Problem(.rateLimited, "Too many requests: come again in \(seconds) s", retryAfter: seconds)
        }
        if case .failure(let problem) = result, problem.code == .unavailable, let trouble = api.access.trouble() {
            api.logger.error("nobody can be let in", metadata: ["error": "\(trouble)"])
        }
        return try result.get()
    }

    /// What went wrong inside is for the log, not for the caller.
    private func problem(for error: any Error, _ request: Request) -> Problem {
        api.logger.error(
            "an operator's request failed", metadata: ["path": "\(request.uri.path)", "error": "\(error)"])
        if StorageTrouble.isTemporary(error) {
            return Problem(.unavailable, "The service cannot use its disk at present. Nothing was done", retryAfter: 5)
        }
        return Problem(.internalError, "The service failed; its log says why")
    }

    static func response(_ problem: Problem, _ more: HTTPFields = [:]) -> Response {
        var headers = more
        headers[.contentType] = "application/problem+json"
        headers[.cacheControl] = "no-store"
        if problem.code == .unauthorized { headers[.wwwAuthenticate] = "Bearer" }
        if let seconds = problem.retryAfter { headers[.retryAfter] = String(seconds) }
        let body = (try? OperationsJSON.data(problem)) ?? Data("{}".utf8)
        return Response(
            status: HTTPResponse.Status(code: problem.status), headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: body)))
    }
}

extension SocketAddress {
    /// Whether it is 127.0.0.0/8, ::1, either of them in the other's clothes, or a socket in the file system.
    var isLoopback: Bool {
        switch self {
        case .unixDomainSocket: true
        case .v4, .v6:
            ipAddress.map { $0.hasPrefix("127.") || $0 == "::1" || $0.lowercased().hasPrefix("::ffff:127.") } ?? false
        }
    }
}
