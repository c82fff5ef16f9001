import Testing

/// Waits for something to become true, for as long as a busy machine may need.
func eventually(
    _ what: String, _ condition: () async throws -> Bool, sourceLocation: SourceLocation = #_sourceLocation
) async throws {
    let clock = ContinuousClock()
    let deadline = clock.now + .seconds(60)
    while clock.now < deadline {
        if try await condition() { return }
        try await clock.sleep(for: .milliseconds(5))
    }
    Issue.record("not within a minute: \(what)", sourceLocation: sourceLocation)
}
