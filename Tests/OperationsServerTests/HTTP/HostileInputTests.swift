import AsyncHTTPClient
import Foundation
import OperationsClient
import NIOCore
import NIOHTTP1
import Operations
import OperationsServer
import Testing

/// Whatever comes in, a problem document goes out, and nothing is written.
@Suite struct HostileInputTests {
    static let good = #""id":"a","kind":"breaker.reset","target":"orders → payments","reason":"r","actor":"ada""#

    @Test func badBodiesAreRefusedByTheirPlace() async throws {
        try await LiveService.run { service in
            let cases: [(body: String, status: Int, pointer: String)] = [
                ("", 400, ""), ("{", 400, ""), ("[]", 400, ""), ("null", 400, ""), ("\u{0}", 400, ""),
                (String(repeating: "[", count: 20_000), 400, ""),
                (#"{"kind":"breaker.reset"}"#, 400, "/id"), (#"{"id":7}"#, 400, "/id"),
                ("{\(Self.good),\"dryRun\":1}", 400, "/dryRun"),
                ("{\(Self.good),\"expectedRevision\":1.5}", 400, "/expectedRevision"),
                ("{\(Self.good),\"expectedRevison\":1}", 400, "/expectedRevison"),
                ("{\(Self.good),\"arguments\":[]}", 400, "/arguments"),
                ("{\(Self.good),\"arguments\":{\"x/~\":1}}", 400, "/arguments/x~1~0"),
                ("{\(Self.good),\"plan\":\"no hash\"}", 400, "/plan"),
                ("{\(Self.good),\"expiresIn\":5}", 400, "/expiresIn"),
                (Self.good.replacing(#""id":"a""#, with: #"{"id":"../a""#) + "}", 400, "/id"),
            ]
            for (body, status, pointer) in cases {
                let answer = try await service.raw("POST", "/commands", body: body)
                let problem = try service.problem(answer)
                #expect(answer.status == status, "\(body.prefix(80))")
                #expect(problem.errors?.contains { $0.pointer == pointer } == true, "\(body.prefix(80)) \(answer.body)")
            }
            #expect(try await service.client.commands().items.isEmpty)
        }
    }

    @Test func bodiesThatAreNotJSONOrTooLongAreRefused() async throws {
        try await LiveService.run { service in
            for type in [nil, "text/plain", "application/xml"] {
                let answer = try await service.raw("POST", "/commands", body: "{}", contentType: type)
                #expect(try service.problem(answer).code == .unsupportedMediaType)
            }
            let long = "{\(Self.good),\"reason2\":\"\(String(repeating: "x", count: 70_000))\"}"
            #expect(try service.problem(try await service.raw("POST", "/commands", body: long)).code == .bodyTooLarge)
            #expect(try await service.client.commands().items.isEmpty)
        }
    }

    @Test func pathsAndMethodsThatDoNotExistAreProblemsToo() async throws {
        try await LiveService.run { service in
            for path in ["/nothing", "/sagas/a/b", "/commands/a/explode", "//", "/breakers/x"] {
                #expect(try service.problem(try await service.raw("GET", path)).status == 404, "\(path)")
            }
            for (method, path, allowed) in [
                ("DELETE", "/sagas", "GET"), ("PUT", "/commands", "GET, POST"), ("HEAD", "", "GET"),
                ("GET", "/commands/a/cancel", "POST"), ("OPTIONS", "/events", "GET"), ("PATCH", "/commands/a", "GET"),
            ] {
                let answer = try await service.raw(method, path)
                #expect(answer.status == 405 && answer.headers["allow"] == allowed, "\(method) \(path)")
            }
            #expect(try service.problem(try await service.raw("GET", "/sagas/unheard-of")).code == .notFound)
            #expect(try service.problem(try await service.raw("GET", "/commands/unheard-of")).code == .notFound)
        }
    }

    @Test(arguments: [
        "/sagas?limit=0", "/sagas?limit=1001", "/sagas?limit=ten", "/sagas?status=sleeping", "/sagas?status=",
        "/sagas?after=-1", "/sagas?after=9007199254740992", "/sagas?wait=31", "/sagas?wait=nan", "/sagas?wait=-1",
        "/sagas?wait=0x1p1", "/events?type=", "/events?after=1&after=2", "/events?filter=x", "/breakers?limit=1",
        "/dead-letters?after=%zz", "/commands?wait=1", "/sagas?limit=%EF%BC%91",
    ])
    func badQueriesAreRefusedByTheirPlace(path: String) async throws {
        try await LiveService.run { service in
            let problem = try service.problem(try await service.raw("GET", path))
            #expect(problem.code == .validationFailed && problem.errors?.first?.pointer.hasPrefix("?") == true)
        }
    }

    @Test func otherPathsAreLeftToOthers() async throws {
        try await LiveService.run { service in
            let root = service.base.replacing("/ops/v1", with: "")
            let health = try await service.http.execute(HTTPClientRequest(url: root + "/health"), timeout: .seconds(60))
            #expect(health.status == .ok)
            let near = try await service.http.execute(HTTPClientRequest(url: root + "/ops/v10"), timeout: .seconds(60))
            #expect(near.status == .notFound && near.headers.first(name: "WWW-Authenticate") == nil)
        }
    }
}
