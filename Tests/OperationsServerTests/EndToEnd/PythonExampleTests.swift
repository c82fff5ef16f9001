import AsyncHTTPClient
import Foundation
import Operations
import OperationsClient
import Subprocess
import Testing

/// The example for other languages, as a process of its own, operated as fusebox operates everything.
@Suite struct PythonExampleTests {
    /// Runs the example until the test has ended; kills it then, as a crash would.
    private func running(
        in folder: TemporaryFolder, _ test: @escaping @Sendable (OperationsClient) async throws -> Void
    ) async throws {
        let http = OperationsClient.makeHTTPClient()
        let result = try await Subprocess.run(
            .name("python3"),
            arguments: [
                Repository.path("Documentation/examples/operable.py"), "--port", "0", "--token-file",
                folder.file("operator.token"), "--journal", folder.file("commands.jsonl"),
            ],
            input: .none, output: .sequence, error: .discarded
        ) { execution in
            var port: Int?
            for try await line in execution.standardOutput.strings() {
                port = Int(line.split(separator: " ").last.map { String($0) } ?? "")
                break
            }
            let outcome: Result<Void, any Error>
            do {
                let client = OperationsClient(
                    base: "http://127.0.0.1:\(try #require(port))/ops/v1",
                    tokens: TokenFile(path: folder.file("operator.token")), http: http,
                    limits: .init(patience: .seconds(30)))
                outcome = .success(try await test(client))
            } catch {
                outcome = .failure(error)
            }
            try execution.send(signal: .kill)
            return outcome
        }
        try await http.shutdown()
        try result.closureResult.get()
    }

    private func command(
        _ id: String, _ kind: CommandKind, expecting revision: Int? = nil, for seconds: Double? = nil
    ) -> Command {
        Command(
            id: id, kind: kind, target: "shop -> bank", expectedRevision: revision, reason: "the bank is down",
            actor: "ada", expiresIn: seconds)
    }

    @Test func theExampleIsOperatedAndRemembersAfterItWasKilled() async throws {
        let folder = try TemporaryFolder()
        try folder.write("a-token-of-16-or-more\n", to: "operator.token")
        try await running(in: folder) { client in
            let about = try await client.describe()
            #expect(about.service == "shop" && about.commands == [.breakerReset, .breakerForceOpen])
            let seen = try #require(try await client.breakers().items.first)
            #expect(seen.state == .closed && seen.override == nil)

            var order = command("c-1", .breakerForceOpen, expecting: seen.revision, for: 3_600)
            let plan = try await client.plan(order)
            #expect(plan.effects.map(\.sentence) == ["shop -> bank: CLOSED -> FORCED_OPEN"])
            order.plan = plan.hash
            #expect(try await client.send(order).state == .succeeded)
            #expect(try await client.send(order).state == .succeeded)
            #expect(try await client.command("c-1").state == .succeeded)
            let forced = try #require(try await client.breakers().items.first)
            #expect(forced.state == .forcedOpen && forced.override?.owner == "ada" && forced.override?.until != nil)
            #expect(forced.revision == seen.revision + 1)

            for (bad, code) in [
                (command("c-2", .breakerReset, expecting: seen.revision), ProblemCode.revisionConflict),
                (command("c-1", .breakerReset), .idReused), (command("c-3", .sagaRetry), .notOffered),
            ] {
                await #expect { _ = try await client.send(bad) } throws: { error in
                    guard case .refused(let problem)? = error as? OperationsClientError else { return false }
                    return problem.code == code
                }
            }
            #expect(try await client.sagas().items.isEmpty)
            #expect(try await client.events().items.isEmpty)
        }
        try await running(in: folder) { client in
            let after = try #require(try await client.breakers().items.first)
            #expect(after.state == .forcedOpen && after.override?.command == "c-1")
            #expect(try await client.command("c-1").state == .succeeded)
            #expect(try await client.send(command("c-4", .breakerReset)).state == .succeeded)
            #expect(try await client.breakers().items.first?.state == .closed)
        }
    }
}
