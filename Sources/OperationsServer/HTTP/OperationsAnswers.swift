import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Operations
import Resilience
import ServiceLifecycle

/// Makes the answers of the API.
struct OperationsAnswers: Sendable {
    let api: OperationsAPI
    let role: Role

    func answer(to route: OperationsRoute, _ request: Request) async throws -> Response {
        var query = QueryReader(request.uri.query)
        switch route {
        case .description, .breakers, .bulkheads, .projections:
            try query.finish()
            return try await wholeList(route)
        case .deadLetters, .sagas, .events, .commands: return try await page(route, &query)
        case .saga(let id):
            try query.finish()
            guard let saga = try await api.offer.sagas?.saga(id) else {
                throw Problem(.notFound, "There is no such saga in \(api.identity.service)")
            }
            return try Self.json(saga)
        case .command(let id): return try Self.json(try await command(id, &query))
        case .submit:
            try query.finish()
            return try await submit(request)
        case .control(let id, let control):
            try query.finish()
            try await CommandReader(limit: api.limits.bodySize).drain(request)
            return try Self.json(try await self.control(id, control), status: 202)
        }
    }

    // MARK: - Lists

    private func wholeList(_ route: OperationsRoute) async throws -> Response {
        let (offer, now) = (api.offer, api.now())
        switch route {
        case .breakers:
            var all: [BreakerReport] = []
            for part in offer.breakers { all += try await part.breakers() }
            return try Self.json(ItemPage(items: all, asOf: now))
        case .bulkheads:
            var all: [BulkheadReport] = []
            for part in offer.bulkheads { all += try await part.bulkheads() }
            return try Self.json(ItemPage(items: all, asOf: now))
        case .projections:
            var all: [ProjectionReport] = []
            for part in offer.projections { all += try await part.projections() }
            return try Self.json(ItemPage(items: all, asOf: now))
        default:
            let about = api.identity
            return try Self.json(
                ServiceDescription(
                    service: about.service, instance: about.instance, version: about.version, started: about.started,
                    commands: offer.kinds, role: role, revision: max(1, Int(about.started.timeIntervalSince1970)),
                    asOf: now))
        }
    }

    private func page(_ route: OperationsRoute, _ query: inout QueryReader) async throws -> Response {
        let after = query.whole("after", 0...Self.largestNumber, otherwise: 0)
        let limit = query.whole("limit", 1...1_000, otherwise: 100)
        switch route {
        case .sagas:
            let sagas = SagaListQuery(
                statuses: query.words("status", SagaSummary.Status.self), name: query.text("name"), after: after,
                limit: limit, wait: query.wait(upTo: api.limits.longestWait))
            try query.finish()
            guard let offer = api.offer.sagas else { return try await empty(after, sagas.wait) }
            return try Self.json(try await holding(sagas.wait) { try await offer.sagas(sagas) } ?? nothing(after))
        case .events:
            let events = EventListQuery(
                after: after, stream: query.text("stream"), type: query.text("type"), limit: limit,
                wait: query.wait(upTo: api.limits.longestWait))
            try query.finish()
            guard let offer = api.offer.events else { return try await empty(after, events.wait) }
            return try Self.json(try await holding(events.wait) { try await offer.events(events) } ?? nothing(after))
        case .commands:
            try query.finish()
            return try Self.json(try await api.desk.page(after: after, limit: limit))
        default:
            try query.finish()
            guard let offer = api.offer.deadLetters else { return try await empty(after, .zero) }
            return try Self.json(try await offer.deadLetters(after: after, limit: limit))
        }
    }

    /// The largest whole number that every JSON reader keeps (RFC 8259, section 6).
    private static let largestNumber = 9_007_199_254_740_991

    /// What a service answers that has no such things: nothing, and as late as it was asked to.
    private func empty(_ after: Int, _ wait: Duration) async throws -> Response {
        _ = try await holding(wait) { if wait > .zero { try await api.clock.sleep(for: wait) } }
        let page: ItemPage<BulkheadReport> = nothing(after)
        return try Self.json(page)
    }

    private func nothing<Item>(_ after: Int) -> ItemPage<Item> {
        ItemPage(items: [], next: String(after), asOf: api.now())
    }

    /// Waits for an answer that may be held.
    /// - Returns: nil if the service stops meanwhile.
    private func holding<Value: Sendable>(
        _ wait: Duration, _ body: @escaping @Sendable () async throws -> Value
    ) async throws -> Value? {
        guard wait > .zero else { return try await body() }
        return try await api.held.hold {
            do {
                return try await cancelWhenGracefulShutdown { try await body() }
            } catch let error where Task.isShuttingDownGracefully && !Task.isCancelled {
                api.logger.debug("a held answer ends with the service", metadata: ["error": "\(error)"])
                return nil
            }
        }
    }

    // MARK: - Commands

    private func submit(_ request: Request) async throws -> Response {
        let command = try await CommandReader(limit: api.limits.bodySize).command(from: request)
        switch try await api.desk.submit(command) {
        case .plan(let plan): return try Self.json(plan)
        case .accepted(let report):
            var response = try Self.json(report, status: 202)
            response.headers[.location] = "\(OperationsAPI.path)/commands/\(command.id)"
            return response
        case .known(let report): return try Self.json(report, status: 202)
        }
    }

    private func control(_ id: String, _ control: OperationsRoute.Control) async throws -> CommandReport {
        switch control {
        case .cancel: try await api.desk.cancel(id)
        case .pause: try await api.desk.setPaused(id, true)
        case .resume: try await api.desk.setPaused(id, false)
        }
    }

    private func command(_ id: String, _ query: inout QueryReader) async throws -> CommandReport {
        let known = query.whole("after", 0...Self.largestNumber, otherwise: -1)
        let wait = query.wait(upTo: api.limits.longestWait)
        try query.finish()
        let desk = api.desk
        // Listen first and look afterwards, so that nothing changes unseen in between.
        let rings = desk.changes.listen()
        let report = try await desk.report(id)
        guard wait > .zero, report.revision == known, !report.state.isFinal else { return report }
        let clock = api.clock
        let newer = try await holding(wait) {
            try await withThrowingTaskGroup(of: CommandReport?.self) { group in
                group.addTask {
                    for await _ in rings {
                        let latest = try await desk.report(id)
                        if latest.revision != known { return latest }
                    }
                    return nil
                }
                group.addTask {
                    try await clock.sleep(for: wait)
                    return nil
                }
                defer { group.cancelAll() }
                return try await group.next() ?? nil
            }
        }
        return (newer ?? nil) ?? report
    }

    // MARK: - JSON

    private static func json(_ value: some Encodable, status: Int = 200) throws -> Response {
        Response(
            status: HTTPResponse.Status(code: status),
            headers: [.contentType: "application/json", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: try OperationsJSON.data(value))))
    }
}
