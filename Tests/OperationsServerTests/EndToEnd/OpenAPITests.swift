import EventSourcing
import Foundation
import Operations
import OperationsClient
import OperationsServer
import Resilience
import ResilienceTesting
import Sagas
import Subprocess
import SystemPackage
import Testing

/// `Documentation/openapi.yaml` says what the server does: schemathesis reads the one and tries the other.
@Suite struct OpenAPITests {
    @Test func theDocumentIsTrue() async throws {
        let tool = Repository.path(".build/tools/bin/schemathesis")
        try #require(FileManager.default.isExecutableFile(atPath: tool), "make tools installs schemathesis")
        let limits = OperationsLimits(
            requestsPerSecond: 100_000, burst: 100_000, heldAnswers: 1_000, longestWait: .milliseconds(2))
        try await LiveService.run(limits: limits, moods: ["ConfirmOrder": StepRefused("no")]) { service in
            try await populate(service)
            let result = try await Subprocess.run(
                .path(FilePath(tool)),
                arguments: [
                    "run", Repository.path("Documentation/openapi.yaml"), "--url", service.base, "--checks", "all",
                    // More than one worker trips over a fault of CPython 3.11 (gh-106905).
                    "--seed", "20260110", "--max-examples", "30", "--workers", "1", "--no-color", "--max-redirects",
                    "0", "-H", "Authorization: Bearer \(LiveService.operatorToken)",
                    "--generation-database", "none", "--request-timeout", "30", "--continue-on-failure",
                ],
                workingDirectory: FilePath(service.folder.path), output: .string(limit: 8 << 20),
                error: .string(limit: 1 << 20))
            let told = result.standardOutput + result.standardError
            #expect(result.terminationStatus.isSuccess, "\(told.suffix(12_000))")
            // It must have tried every operation, and not only have found nothing.
            #expect(told.contains("Selected: 14/14"), "\(told.suffix(4_000))")
        }
    }

    /// Some of everything, so that answers are not empty.
    private func populate(_ service: LiveService) async throws {
        service.parts.indigestible.change { $0 = ["NoteTorn"] }
        try await service.store.takeNotes(0..<30)
        try await service.store.takeNotes(100..<103, type: "NoteTorn")
        _ = try await service.store.append(
            Append(to: "odd-1", expecting: 0, [NewEvent(type: "Odd", data: Data([0xFF, 0x00]))]))
        for _ in 0..<6 { _ = try? await service.parts.payments.execute { throw StepFailed("down") } }
        for number in 0..<5 {
            try await service.parts.runner.start(
                "OrderProcessing", id: .init(rawValue: "order-\(number)"), input: number)
        }
        try await eventually("all is there") {
            let stuck = try await service.client.sagas(.init(statuses: [.needsAttention])).items.count
            let dead = try await service.client.deadLetters().items.count
            return stuck == 5 && dead == 3
        }
    }
}
