import Testing

/// Waits until something holds, yielding in between; gives up after a deadline that only a broken program reaches.
func eventually(
    _ what: Comment, sourceLocation: SourceLocation = #_sourceLocation, _ holds: () async throws -> Bool
) async throws {
    let deadline = ContinuousClock.now + .seconds(120)
    while try await !holds() {
        if ContinuousClock.now > deadline {
            Issue.record(what, sourceLocation: sourceLocation)
            throw CancellationError()
        }
        await Task.yield()
    }
}
