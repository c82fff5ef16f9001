extension TraceEngine {
    /// Reads all there is, a slice at a time; between slices others get their turn, and snapshots go out when due.
    func work(_ watcher: FileWatcher) async {
        follower.expandPatterns(ingest)
        // Watched before reading, so that nothing that is written in between goes unnoticed.
        watcher.watch(follower.watchedPaths)
        while !Task.isCancelled {
            ingest.now = environment.now()
            let step = follower.step(into: ingest)
            guard step != .idle else { break }
            if step == .appended { lastAppend = ingest.now }
            takeChanges()
            keepWithinMemory()
            publishWhenDue()
            await Task.yield()
        }
        publishIfChanged()
    }

    /// Stops reading what is older when the memory is nearly full, and lets the oldest traces go when it is.
    private func keepWithinMemory() {
        let memory = ingest.store.memory
        if memory > configuration.memoryLimit / 8 * 7 { follower.stopReadingOlder() }
        guard memory > configuration.memoryLimit else { return }
        ingest.evict(to: configuration.memoryLimit / 4 * 3)
        listing.rebuild(&ingest.store)
        rebuildOpenTree()
    }

    /// Publishes when a source's state is another than the one shown, or rates may have moved.
    private func publishIfChanged() {
        let status = follower.status(of: ingest, lastAppend: lastAppend)
        if lastPublished == nil || status != publishedStatus || !publishedRatesAreEmpty { publishWhenDue() }
    }

    /// Brings the list and the open tree up to what was read.
    func takeChanges() {
        let touched = ingest.store.takeTouched()
        listing.update(touched, &ingest.store)
        guard let openTrace, let trace = ingest.store.trace(openTrace) else { return }
        if openTree?.revision != UInt64(ingest.store.traces[trace].revision) { rebuildOpenTree() }
    }

    /// Publishes at once after a quiet time; otherwise later, so that the time between two is never too short.
    func publishWhenDue() {
        let now = ContinuousClock.now
        guard let last = lastPublished, now - last < configuration.publishInterval else { return publish() }
        guard !isPublishPending else { return }
        isPublishPending = true
        let rest = configuration.publishInterval - (now - last)
        Task { [environment, weak self] in
            await environment.sleep(rest)
            await self?.publishPending()
        }
    }

    private func publishPending() {
        isPublishPending = false
        publish()
    }

    /// Hands out what is known now.
    func publish() {
        lastPublished = .now
        revision += 1
        let now = environment.now()
        var totals = ingest.totals
        totals.badLines = ingest.badLines.count
        totals.spans = ingest.store.spans.count
        totals.traces = ingest.store.traces.count
        totals.errorSpans = ingest.store.errorSpans
        totals.duplicateSpans = ingest.store.duplicates
        totals.memory = ingest.store.memory
        totals.memoryLimit = configuration.memoryLimit
        let domain = ingest.domain.current()
        let status = follower.status(of: ingest, lastAppend: lastAppend)
        let rates = ingest.rates.rates(now: now, names: ingest.store.names.names)
        publishedStatus = status
        publishedRatesAreEmpty = rates.isEmpty
        publisher.yield(
            TraceSnapshot(
                revision: revision, asOf: now, source: status,
                totals: totals, list: listing.snapshot(ingest.store), open: openTree,
                rates: rates, changes: domain.changes,
                sagas: domain.sagas, breakers: domain.breakers, operations: [], serviceGraph: []))
    }
}
