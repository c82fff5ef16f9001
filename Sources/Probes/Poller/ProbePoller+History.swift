extension ProbePoller {
    /// So much of the uptime and latencies can be lost in a crash; changes are saved with the same beat.
    static let saveInterval = Duration.seconds(60)

    /// Reads what was kept. Without it polling goes on all the same, and the snapshot says why.
    func loadHistory() async {
        guard let history else { return }
        do throws(ProbeHistoryFailure) {
            unclaimed = try await history.load(now: clock.wall())
        } catch {
            historyFailure = error.description
        }
    }

    /// Keeps histories there from now on, beginning with what is known; `nil`: forgets them with the process.
    public func keepHistory(in store: ProbeHistoryStore?) async {
        await saveHistory()
        history = store
        unsavedChanges = recentChanges
        historyFailure = nil
        await saveHistory()
    }

    /// Saves again and again until the task is cancelled.
    func keepSaving() async {
        while true {
            await clock.sleep(until: clock.monotonic() + Self.saveInterval)
            if Task.isCancelled { return }
            await saveHistory()
        }
    }

    /// Saves everything as it is now. What could not be saved is tried again with the next beat.
    func saveHistory() async {
        guard let history else { return }
        let changes = unsavedChanges
        unsavedChanges = []
        let histories = Dictionary(
            records.map { ($0.endpoint.id, $0.stored) }, uniquingKeysWith: { first, _ in first })
        do throws(ProbeHistoryFailure) {
            try await history.save(histories, changes: changes, now: clock.wall())
            historyFailure = nil
        } catch {
            // In bounded memory, too: while the disk is full, the oldest go first.
            unsavedChanges = (changes + unsavedChanges).suffix(Self.recentChangeLimit)
            historyFailure = error.description
        }
    }
}
