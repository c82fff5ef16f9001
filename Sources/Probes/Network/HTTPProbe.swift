import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1

/// One GET of one endpoint, within its timeout: connection, TLS, request, answer, and redirects within the same origin.
struct HTTPProbe: Sendable {
    static let redirectLimit = 5
    static let userAgent = "fusebox (health probe)"

    let clients: HTTPClients
    let tls: TLSMaterial
    let secrets: SecretReader
    let loop: any EventLoop
    private let prepared = PreparedRequests()

    init(clients: HTTPClients, tls: TLSMaterial, secrets: SecretReader, loop: any EventLoop) {
        (self.clients, self.tls, self.secrets, self.loop) = (clients, tls, secrets, loop)
    }

    /// What came back, or why nothing did.
    struct Outcome: Sendable {
        var reply: ExchangeDelegate.Reply
        var latency: Duration
    }

    /// - Throws: `HTTPProbeError` with how far it came.
    func run(_ endpoint: Endpoint) async throws -> Outcome {
        let start = NIODeadline.now()
        let deadline = start + TimeAmount(endpoint.timeout)
        var request = try prepared.request(for: endpoint) { try self.request(Self.url(of: endpoint.target), endpoint) }
        var visited: Set<String> = []
        while true {
            let reply = try await exchange(request, endpoint, deadline: deadline)
            guard (300..<400).contains(reply.status), reply.status != 304, let location = reply.location else {
                return Outcome(reply: reply, latency: Duration(NIODeadline.now() - start))
            }
            let url = request.url.absoluteString
            visited.insert(url)
            request = try self.request(
                Self.follow(location, from: url, status: reply.status, visited: &visited), endpoint)
        }
    }

    /// One request. A kept connection may have been closed by the server in the very moment in which it is used again,
    /// which says nothing about its health: then it is tried once more on a new one.
    private func exchange(
        _ request: HTTPClient.Request, _ endpoint: Endpoint, deadline: NIODeadline
    ) async throws -> ExchangeDelegate.Reply {
        do {
            return try await once(request, endpoint, deadline: deadline)
        } catch let error as HTTPProbeError where error.mayBeStaleConnection {
            return try await once(request, endpoint, deadline: deadline)
        }
    }

    private func once(
        _ request: HTTPClient.Request, _ endpoint: Endpoint, deadline: NIODeadline
    ) async throws -> ExchangeDelegate.Reply {
        guard let client = clients.client(for: endpoint) else { throw CancellationError() }
        let delegate = ExchangeDelegate()
        // The client has this loop only. Asking for it also for the channel would make async-http-client throw the
        // connection away after each use.
        let task = client.execute(
            request: request, delegate: delegate, eventLoop: .delegate(on: loop), deadline: deadline)
        do {
            return try await withTaskCancellationHandler {
                try await task.futureResult.get()
            } onCancel: {
                task.fail(reason: CancellationError())
            }
        } catch {
            throw HTTPProbeError(phase: delegate.phase, underlying: error, isLate: NIODeadline.now() >= deadline)
        }
    }

    private func request(_ url: String, _ endpoint: Endpoint) throws -> HTTPClient.Request {
        var headers = HTTPHeaders([
            ("user-agent", Self.userAgent),
            ("accept", "application/json, application/health+json, text/plain;q=0.9, */*;q=0.5"),
        ])
        for header in endpoint.headers {
            do throws(SecretReader.Missing) {
                headers.replaceOrAdd(name: header.name, value: try secrets.value(of: header))
            } catch {
                throw ProbeFailure(.settings, error.sentence)
            }
        }
        let configuration = url.hasPrefix("https:") ? try tls.configuration(for: endpoint.tls) : nil
        do {
            return try HTTPClient.Request(url: url, method: .GET, headers: headers, tlsConfiguration: configuration)
        } catch {
            throw ProbeFailure(.settings, "the URL cannot be asked: \(HarmlessText.line(url, limit: 120))")
        }
    }

    static func url(of target: ProbeTarget) -> String {
        switch target.kind {
        case .http, .tcp: "http://\(target.authority)\(target.path)"
        case .https: "https://\(target.authority)\(target.path)"
        case .httpOverUnixSocket(let path):
            "http+unix://\(path.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? path)\(target.path)"
        }
    }

    /// Where a redirect leads. Only to the same host, port and scheme: everything else could carry a token away, or ask
    /// a login page how the service feels.
    private static func follow(
        _ location: String, from url: String, status: Int, visited: inout Set<String>
    ) throws(RedirectRefused) -> String {
        let shown = HarmlessText.line(location, limit: 120)
        guard let from = URL(string: url), let to = URL(string: location, relativeTo: from)?.absoluteURL else {
            throw RedirectRefused(status: status, why: "to \(shown), which is not a URL")
        }
        guard to.scheme == from.scheme, to.host == from.host, to.port == from.port else {
            throw RedirectRefused(
                status: status, why: "to \(shown), which is not followed; put the final address into the config")
        }
        let next = to.absoluteString
        guard visited.insert(next).inserted else {
            throw RedirectRefused(status: status, why: "in a loop, back to \(shown)")
        }
        guard visited.count <= redirectLimit + 1 else {
            throw RedirectRefused(status: status, why: "more than \(redirectLimit) times, at last to \(shown)")
        }
        return next
    }
}

/// A redirect that is not followed: says that the URL is not the final one, not that the service is down.
struct RedirectRefused: Error {
    var status: Int
    var why: String
}

/// An exchange that failed, and how far it had come.
struct HTTPProbeError: Error {
    var phase: ExchangeDelegate.Phase
    var underlying: any Error
    var isLate: Bool

    /// True for a connection that ended before the first byte of an answer.
    var mayBeStaleConnection: Bool {
        if case .answering = phase { return false }
        if isLate { return false }
        if let error = underlying as? ChannelError { return error == .ioOnClosedChannel }
        if let error = underlying as? HTTPClientError { return error == .remoteConnectionClosed }
        if let error = underlying as? IOError { return error.errnoCode == ECONNRESET || error.errnoCode == EPIPE }
        return false
    }
}
