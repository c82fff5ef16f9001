import ConsoleConfig
import Foundation
import Testing

@testable import Console

/// Who has taken what, in a file that several consoles share.
struct ClaimStoreTests {
    private let folder = FileManager.default.temporaryDirectory.appending(path: "claims-\(UUID().uuidString)")
    private var path: String { folder.appending(path: "var/claims.json").path }

    private func claim(_ key: String, by owner: String = "ada", for seconds: TimeInterval = 600) -> Claim {
        Claim(key: key, owner: owner, until: testNow.addingTimeInterval(seconds), note: "calling \(owner)'s provider")
    }

    /// Runs with a folder of its own, which is made by whoever writes first.
    private func withFolder(_ body: () async throws -> Void) async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        try await body()
    }

    @Test func whatOneConsoleTakesTheOtherReadsAlsoAfterARestart() async throws {
        try await withFolder {
            let (ada, bob) = (ClaimStore(path: path), ClaimStore(path: path))
            #expect(try bob.read(now: testNow).isEmpty)
            try ada.save(claim("payments"), now: testNow)
            try bob.save(claim("orders", by: "bob"), now: testNow)
            #expect(try ada.read(now: testNow) == [claim("payments"), claim("orders", by: "bob")])
            try bob.save(claim("payments", by: "bob"), now: testNow)
            try ada.remove(key: "orders", now: testNow)
            // A new store is a console that was started again.
            #expect(try ClaimStore(path: path).read(now: testNow) == [claim("payments", by: "bob")])
        }
    }

    @Test func aClaimComesBackByItselfAndIsForgottenWithTheNextChange() async throws {
        try await withFolder {
            let store = ClaimStore(path: path)
            try store.save(claim("payments", for: 60), now: testNow)
            let later = testNow.addingTimeInterval(60)
            #expect(try store.read(now: later.addingTimeInterval(-1)).count == 1)
            #expect(try store.read(now: later).isEmpty)
            try store.save(claim("orders"), now: later)
            #expect(try store.read(now: testNow).map(\.key) == ["orders"])
        }
    }

    @Test func consolesThatWriteAtOnceLoseNothingOfEachOther() async throws {
        try await withFolder {
            let owners = ["ada", "bob", "grace", "linus"]
            try await withThrowingTaskGroup(of: Void.self) { group in
                for owner in owners {
                    group.addTask {
                        let store = ClaimStore(path: path)
                        for number in 0..<20 { try store.save(claim("\(owner)-\(number)", by: owner), now: testNow) }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try ClaimStore(path: path).read(now: testNow).count == owners.count * 20)
        }
    }

    @Test(.timeLimit(.minutes(1))) func aConsoleSeesWhatAnotherTakesAndGivesBackAndWhatExpiredIsNotShown() async throws
    {
        try await withFolder {
            let ada = ClaimStore(path: path)
            let watch = WatchedClaims(ClaimStore(path: path))
            defer { watch.end() }
            #expect(await watch.look() == .claims([]))
            #expect(await watch.look() == nil)
            try ada.save(claim("payments"), now: testNow)
            #expect(await watch.look() == .claims([claim("payments")]))
            #expect(await watch.look() == nil)
            try ada.save(claim("orders", for: -1), now: testNow)
            #expect(await watch.look() == .claims([claim("payments")]))
            try ada.remove(key: "payments", now: testNow)
            #expect(await watch.look() == .claims([]))
            try FileManager.default.removeItem(atPath: path)
            #expect(await watch.look() == .claims([]))
        }
    }

    @Test(.timeLimit(.minutes(1))) func twoChangesWithinOneTickOfTheClockOfFilesAreBothSeen() async throws {
        try await withFolder {
            let ada = ClaimStore(path: path)
            let watch = WatchedClaims(ClaimStore(path: path))
            defer { watch.end() }
            _ = await watch.look()
            for owner in ["ada", "bob", "eve"] {
                try ada.save(claim("payments", by: owner), now: testNow)
                try FileManager.default.setAttributes([.modificationDate: testNow], ofItemAtPath: path)
                #expect(await watch.look() == .claims([claim("payments", by: owner)]))
            }
        }
    }

    @Test(.timeLimit(.minutes(1))) func aFileThatCannotBeReadIsSaidOnceAndReadAsSoonAsItCan() async throws {
        try await withFolder {
            let store = ClaimStore(path: path)
            try store.save(claim("payments"), now: testNow)
            let watch = WatchedClaims(ClaimStore(path: path))
            defer { watch.end() }
            _ = await watch.look()
            for text in ["{ \"claims\": [", "{ \"claims\": 7 }"] {
                try Data(text.utf8).write(to: URL(fileURLWithPath: path))
                let seen = await watch.look()
                if text.hasSuffix("[") {
                    guard case .failure(let sentence) = seen else { throw Unexpected() }
                    #expect(sentence.hasPrefix("\(path): it cannot be read: "))
                }
                #expect(throws: ClaimStoreError.self) { try store.save(claim("orders"), now: testNow) }
            }
            try Data().write(to: URL(fileURLWithPath: path))
            #expect(await watch.look() == .claims([]))
        }
    }

    @Test(.timeLimit(.minutes(1))) func anotherFileInTheConfigIsFollowedAtOnce() async throws {
        try await withFolder {
            let other = folder.appending(path: "other.json").path
            try ClaimStore(path: path).save(claim("payments"), now: testNow)
            try ClaimStore(path: other).save(claim("orders", by: "bob"), now: testNow)
            var config = ConsoleConfig()
            config.claims = ClaimsConfig(path: path)
            let live = LiveConfig(config)
            let watch = WatchedClaims(ClaimStore(following: live))
            defer { watch.end() }
            #expect(await watch.look() == .claims([claim("payments")]))
            config.claims = ClaimsConfig(path: other)
            live.take(config)
            #expect(await watch.look() == .claims([claim("orders", by: "bob")]))
        }
    }

    private struct Unexpected: Error {}
}

/// A `ClaimWatch` that looks when the test says so.
private final class WatchedClaims: Sendable {
    enum Seen: Equatable {
        case claims([Claim])
        case failure(String)
    }

    private let looks: AsyncStream<Void>.Continuation
    private let seen: AsyncStream<Seen?>
    private let running: Task<Void, Never>

    init(_ store: ClaimStore) {
        let (gate, looks) = AsyncStream.makeStream(of: Void.self)
        let (seen, found) = AsyncStream.makeStream(of: Seen?.self)
        self.looks = looks
        self.seen = seen
        @Sendable func turn() async throws {
            for await _ in gate { return }
            throw CancellationError()
        }
        let watch = ClaimWatch(store: store, now: { testNow }) {
            found.yield(nil)
            try await turn()
        }
        running = Task {
            try? await turn()
            await watch.run { action in
                switch action {
                case .claimsRead(let claims): found.yield(.claims(claims))
                case .failed(let failure): found.yield(.failure(failure.sentence))
                default: Issue.record("a watch of claims sends claims, not \(action)")
                }
            }
        }
    }

    /// One look at the file.
    /// - Returns: what it sent; `nil` when there was nothing new.
    func look() async -> Seen? {
        looks.yield()
        var last: Seen?
        for await next in seen {
            guard let next else { break }
            last = next
        }
        return last
    }

    func end() { running.cancel() }
}
