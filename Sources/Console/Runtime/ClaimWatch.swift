import Foundation

/// Follows the file of claims: other consoles on the machine take and give back too.
struct ClaimWatch: Sendable {
    let store: ClaimStore
    var now: @Sendable () -> Date = { Date() }
    /// Between two looks; ends the watch when it throws.
    var pause: @Sendable () async throws -> Void = { try await Task.sleep(for: .seconds(2), tolerance: .seconds(1)) }

    /// Sends the claims whenever the file is another, until cancelled. What keeps it from being read is said once.
    func run(send: @escaping @Sendable (Action) async -> Void) async {
        var seen: ClaimStore.Sight?
        var said: ClaimStoreError?
        while !Task.isCancelled {
            let sight = store.sight()
            if sight != seen {
                seen = sight
                do {
                    await send(.claimsRead(try store.read(now: now())))
                    said = nil
                } catch {
                    if said != error {
                        await send(.failed(Failure(attempt: "claims", sentence: error.description)))
                    }
                    said = error
                }
            }
            do { try await pause() } catch { return }
        }
    }
}
