import Foundation
import Operations
import OperationsClient
import OperationsServer
import Testing

@Suite struct AccessTests {
    @Test func withoutATokenOrWithAWrongOneNothingIsTold() async throws {
        try await LiveService.run { service in
            for token in [nil, "", "operator-0123456789abcdeX", LiveService.operatorToken + "x"] {
                let answer = try await service.raw("GET", "/sagas", token: token)
                #expect(answer.status == 401 && answer.headers["www-authenticate"] == "Bearer")
                #expect(try service.problem(answer).code == .unauthorized)
            }
        }
    }

    @Test func aViewerLooksAndDoesNothing() async throws {
        try await LiveService.run { service in
            let about = try await service.viewer.describe()
            #expect(about.role == .viewer && about.service == "orders" && about.version == "1.2.3")
            #expect(Set(about.commands) == Set(CommandKind.known).subtracting([.chaosSet]))
            #expect(try await service.client.describe().role == .operator)
            let reset = Command(
                id: "a", kind: .breakerReset, target: "orders → payments", reason: "r", actor: "eve")
            await #expect {
                _ = try await service.viewer.send(reset)
            } throws: { error in
                guard case .refused(let problem)? = error as? OperationsClientError else { return false }
                return problem.code == .forbidden && problem.status == 403
            }
            await #expect { _ = try await service.viewer.plan(reset) } throws: { error in
                guard case .refused(let problem)? = error as? OperationsClientError else { return false }
                return problem.code == .forbidden
            }
            #expect(try await service.client.commands().items.isEmpty)
        }
    }

    @Test func aTokenIsExchangedWhileTheServiceRuns() async throws {
        try await LiveService.run { service in
            let fresh = "a-new-operator-token-1"
            try service.folder.write("\(fresh)\n\(LiveService.operatorToken)\n", to: "operator.token")
            #expect(try await service.raw("GET", "", token: fresh).status == 200)
            #expect(try await service.raw("GET", "").status == 200)
            // The client sends the newest.
            #expect(try await service.client.describe().role == .operator)
            try service.folder.write("\(fresh)\n", to: "operator.token")
            #expect(try await service.raw("GET", "").status == 401)
            try FileManager.default.removeItem(atPath: service.folder.file("operator.token"))
            let answer = try await service.raw("GET", "", token: fresh)
            #expect(try service.problem(answer).code == .unavailable)
            #expect(try await service.viewer.describe().role == .viewer)
            await #expect { _ = try await service.client.describe() } throws: { error in
                guard case .noToken? = error as? OperationsClientError else { return false }
                return true
            }
        }
    }

    @Test func tokensThatCouldBeGuessedOrBreakALineAreNotTaken() throws {
        let folder = try TemporaryFolder()
        for text in [
            "", "short", "# only a comment\n", "with a blank inside it", "tökens-are-ascii-only",
            String(repeating: "x", count: 513),
        ] {
            let path = try folder.write(text, to: "token")
            #expect(throws: TokenFileError.self) { try TokenFile(path: path).tokens() }
        }
        #expect(throws: TokenFileError.self) { try TokenFile(path: folder.path).tokens() }
        let path = try folder.write("  # c\n\n sixteen-letters-1 \r\nsixteen-letters-2", to: "token")
        #expect(try TokenFile(path: path).tokens() == ["sixteen-letters-1", "sixteen-letters-2"])
    }

    @Test func tooManyRequestsAreToldWhenToComeAgain() async throws {
        let limits = OperationsLimits(requestsPerSecond: 0.01, burst: 3)
        try await LiveService.run(limits: limits) { service in
            for _ in 0..<3 { #expect(try await service.raw("GET", "").status == 200) }
            let answer = try await service.raw("GET", "")
            #expect(answer.status == 429)
            #expect(Int(answer.headers["retry-after"] ?? "").map { $0 > 0 } == true)
            // Others have a share of their own, and strangers share one.
            #expect(try await service.raw("GET", "", token: LiveService.viewerToken).status == 200)
            for _ in 0..<3 { #expect(try await service.raw("GET", "", token: nil).status == 401) }
            #expect(try await service.raw("GET", "", token: nil).status == 429)
            #expect(try await service.raw("GET", "", token: "another-wrong-token").status == 429)
        }
    }
}
