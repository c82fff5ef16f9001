import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import Testing

@testable import ShopServices

/// Users, catalogue, metrics and dashboards on real processes.
@Suite(.serialized, .timeLimit(.minutes(3)))
struct CustomerShopTests {
    private func send(
        _ method: HTTPMethod, _ url: String, _ json: String? = nil
    ) async throws -> (status: Int, type: String, body: [String: Any]) {
        var request = HTTPClientRequest(url: url)
        request.method = method
        if let json {
            request.headers.add(name: "content-type", value: "application/json")
            request.body = .bytes(ByteBuffer(string: json))
        }
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(20))
        let body = Data(try await response.body.collect(upTo: 1 << 20).readableBytesView)
        let object = try JSONSerialization.jsonObject(with: body) as? [String: Any] ?? [:]
        return (Int(response.status.code), response.headers.first(name: "content-type") ?? "", object)
    }

    /// Asks again until an answer is as it should be.
    private func eventually(
        _ url: String, _ holds: ([String: Any]) -> Bool
    ) async throws -> [String: Any] {
        while true {
            try Task.checkCancellation()
            let answer = try await send(.GET, url)
            if holds(answer.body) { return answer.body }
        }
    }

    @Test func usersAreCreatedChangedFoundAndRefused() async throws {
        try await RunningShop.run { shop in
            let users = shop.topology.url(of: .users) + "/users"
            let created = try await send(.POST, users, #"{"id":"ada","name":"Ada","email":"ada@lovelace.example"}"#)
            #expect(created.status == 201 && created.body["version"] as? Int == 1)
            _ = try await eventually(users + "/ada") { $0["email"] as? String == "ada@lovelace.example" }
            let date = try await send(.GET, users + "/ada").body["createdAt"] as? String ?? ""
            #expect(date.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z/) != nil, "\(date)")

            for (json, status, code) in [
                (#"{"id":"bob","name":"Bob","email":"nobody"}"#, 422, "validation_failed"),
                (#"{"id":"bob","name":"Bob","email":"ADA@lovelace.example"}"#, 409, "email_taken"),
                (#"{"id":"ada","name":"Ada","email":"other@lovelace.example"}"#, 409, "user_exists"),
                (#"{"id":"bob","#, 400, "malformed_body"),
            ] {
                let refused = try await send(.POST, users, json)
                #expect(refused.status == status && refused.body["code"] as? String == code, "\(json)")
                #expect(refused.type == "application/problem+json")
            }
            #expect(try await send(.GET, users + "/bob").status == 404)

            let stale = try await send(
                .PUT, users + "/ada/email", #"{"email":"a@lighthouse.example","expectedVersion":7}"#)
            #expect(stale.status == 409 && stale.body["code"] as? String == "version_conflict")
            let changed = try await send(
                .PUT, users + "/ada/email", #"{"email":"a@lighthouse.example","expectedVersion":1}"#)
            #expect(changed.status == 200 && changed.body["version"] as? Int == 2)
            _ = try await send(.PUT, users + "/ada/preferences", #"{"theme":"dark","newsletter":true}"#)
            let ada = try await eventually(users + "/ada") { $0["version"] as? Int == 3 }
            #expect((ada["preferences"] as? [String: Any])?["theme"] as? String == "dark")
            let found = try await send(.GET, users + "?q=lighthou")
            #expect((found.body["items"] as? [[String: Any]])?.map { $0["id"] as? String } == ["ada"])
            #expect(try await send(.GET, users + "?q=%22%29%20OR%20*").status == 200)
            #expect(try await send(.GET, users + "?q=ada&limit=-1").body["code"] as? String == "bad_query")
            let catalog = shop.topology.url(of: .catalog)
            #expect(try await send(.GET, catalog + "/recommendations/ada?limit=few").status == 400)
            #expect(try await send(.GET, users).status == 400)
        }
    }

    @Test func dashboardsAreWholeAndInPartAndMetricsCountOnceAcrossACrash() async throws {
        try await RunningShop.run { shop in
            let (web, mobile) = (shop.topology.url(of: .webBFF), shop.topology.url(of: .mobileBFF))
            let order = #"{"userId":"user-1","items":[{"sku":"fuse-10a","quantity":2}],"payment":{"method":"card"}}"#
            _ = try await send(.PUT, shop.topology.url(of: .catalog) + "/wishlists/user-1/rcd-40")
            for _ in 0..<3 { _ = try await shop.ended(try await shop.placeOrder(order).body["id"] as? String) }
            // A killed consumer goes on where it was: nothing is lost and nothing counts twice.
            let analytics = try #require(ShopProcesses.read(shop.files)["analytics"])
            kill(analytics, SIGKILL)
            for _ in 0..<3 { _ = try await shop.ended(try await shop.placeOrder(order).body["id"] as? String) }
            _ = try await shop.waitUntilItSays("Started", "process=analytics")

            let whole = try await eventually(web + "/dashboard/user-1") { dashboard in
                let orders = (dashboard["analytics"] as? [String: Any])?["orders"] as? [String: Any]
                return orders?["confirmed"] as? Int == 6 && (dashboard["orders"] as? [Any])?.count == 6
                    && (dashboard["products"] as? [Any])?.count == 1
            }
            #expect((whole["missing"] as? [Any])?.isEmpty == true)
            #expect((whole["analytics"] as? [String: Any])?["spent"] as? Int == 6 * 498)
            #expect((whole["user"] as? [String: Any])?["preferences"] != nil)
            #expect(try await send(.GET, web + "/dashboard/nobody").status == 404)

            let phone = try await send(.GET, mobile + "/dashboard/user-1").body
            #expect(Set((phone["user"] as? [String: Any] ?? [:]).keys) == ["name", "avatar"])
            #expect((phone["recentOrders"] as? [Any])?.count == 5)
            #expect((phone["recommendations"] as? [Any])?.count == 10)

            try await ShopControl(files: shop.files).cause(
                ChaosRequest(settings: ChaosSettings(refuses: true), forMilliseconds: 600_000), at: .catalog)
            var reasons: Set<String> = []
            let part = try await eventually(mobile + "/dashboard/user-1") { dashboard in
                let missing = (dashboard["missing"] as? [[String: Any]])?.first
                reasons.insert(missing?["reason"] as? String ?? "")
                return missing?["reason"] as? String == "breaker_open"
            }
            #expect(part["recommendations"] == nil && (part["recentOrders"] as? [Any])?.count == 5)
            #expect(reasons.isSuperset(of: ["unavailable", "breaker_open"]))
            #expect(try await send(.GET, mobile + "/health").body["status"] as? String == "degraded")
        }
    }
}

/// The process ids as the supervisor has written them down.
private enum ShopProcesses {
    private struct Entry: Decodable { let pid: Int32? }

    static func read(_ files: ShopFiles) throws -> [String: Int32] {
        let data = try Data(contentsOf: URL(filePath: files.processes))
        return try JSONDecoder().decode([String: Entry].self, from: data).compactMapValues(\.pid)
    }
}
