extension TraceEngine {
    /// Reads all there is, a slice at a time; between slices whoever waits gets their turn, and snapshots go out when due.
    func work(_ watcher: FileWatcher) async {
        follower.expandPatterns(ingest)
        // Watched before reading, so that nothing that is written in between goes unnoticed.
        watcher.watch(follower.watchedPaths)
        while !Task.isCancelled {
            ingest.now = environment.now()
            let before = ingest.store.spans.count
            let step = follower.step(into: ingest)
            if step == .idle, !listing.isSearching { break }
            if step == .appended { lastAppend = ingest.now } else { arrivals.isCaughtUp = true }
            if step == .appended { arrivals.add(ingest.store.spans.count - before, now: ingest.now) }
            takeChanges()
            keepWithinMemory()
            searchOn()
            publishWhenDue()
            if executor.isWantedByOthers { await Task.yield() }
        }
        if !Task.isCancelled { hasReadAll = true }
        arrivals.isCaughtUp = true
        publishIfChanged()
    }

    /// How reading goes.
    private var status: SourceStatus {
        var status = follower.status(of: ingest, lastAppend: lastAppend)
        status.isCaughtUp = hasReadAll
        return status
    }

    /// Looks up attributes for the filter, as many as take a few milliseconds.
    private func searchOn() {
        guard listing.isSearching else { return }
        let ingest = ingest
        listing.searchOn(&ingest.store, lines: 256) { row, trace in
            ingest.detail(of: row, in: trace)
        }
    }

    /// Says anew what holds up sagas: at most twice a second, and less often when it takes long.
    private func refreshTroubles(_ sagas: [ObservedSaga]) {
        let began = ContinuousClock.now
        let rest = max(.milliseconds(500), troublesCost * 10) - (began - troublesMade)
        guard rest <= .zero else {
            if areTroublesStale { publishLater(rest, began) }
            return
        }
        let ingest = ingest
        troubles = knownTroubles.update(sagas, ingest.store, now: environment.now()) { ingest.detail(of: $0, in: $1) }
        areTroublesStale = false
        troublesMade = .now
        troublesCost = troublesMade - began
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
        if schedule.last == nil || status != publishedStatus || !publishedRatesAreEmpty { publishWhenDue() }
    }

    /// Brings the list and the open tree up to what was read.
    func takeChanges() {
        let touched = ingest.store.takeTouched()
        listing.update(touched, &ingest.store)
        if !touched.isEmpty { areTroublesStale = true }
        guard let openTrace, let trace = ingest.store.trace(openTrace) else { return }
        if openTree?.revision != UInt64(ingest.store.traces[trace].revision) { isOpenTreeStale = true }
    }

    /// Publishes at once after a quiet time; otherwise later, so that the time between two is never too short.
    func publishWhenDue() {
        let now = ContinuousClock.now
        let moment = schedule.earliest(at: now)
        if moment <= now { publish() } else { publishLater(moment - now, now) }
    }

    /// Publishes after a time, unless that is planned sooner; what is planned later must not hold up what is due before.
    private func publishLater(_ rest: Duration, _ now: ContinuousClock.Instant = .now) {
        let moment = now + rest
        guard schedule.plan(moment) else { return }
        plannedPublish?.cancel()
        plannedPublish = Task { [environment, weak self] in
            await environment.sleep(rest)
            await self?.publish(plannedFor: moment)
        }
    }

    private func publish(plannedFor moment: ContinuousClock.Instant) {
        // A plan that another has taken the place of wakes up early, and the other may be for the same moment.
        if !Task.isCancelled, schedule.due == moment { publish() }
    }

    /// Brings a tree up to date that takes long to build only now and then, so that most of the time is for reading.
    private func refreshOpenTree() {
        guard isOpenTreeStale else { return }
        let rest = openTreeCost * 4 - (ContinuousClock.now - openTreeBuilt)
        if rest <= .zero { rebuildOpenTree() } else { publishLater(rest) }
    }

    /// Makes what somebody looks at: at most once a second, and less often when it takes long.
    func makeExtras() {
        let began = ContinuousClock.now
        defer {
            extrasMade = .now
            extrasCost = extrasMade - began
        }
        let now = environment.now()
        operations =
            extras.contains(.operations)
            ? ingest.operations.statistics(now: now, names: ingest.store.names.names) : []
        serviceGraph = extras.contains(.serviceGraph) ? ServiceGraph.edges(of: ingest.store) : []
    }

    /// Hands out what is known now.
    func publish() {
        schedule.published(at: .now)
        plannedPublish?.cancel()
        plannedPublish = nil
        refreshOpenTree()
        if !extras.isEmpty, ContinuousClock.now - extrasMade > max(.seconds(1), extrasCost * 10) { makeExtras() }
        revision += 1
        let now = environment.now()
        var totals = ingest.totals
        totals.badLines = ingest.badLines.count
        totals.spans = ingest.store.spans.count
        totals.traces = listing.traceCount
        totals.spansWithoutID = ingest.store.unidentified
        totals.spansPerSecond = arrivals.perSecond(now: now)
        totals.errorSpans = ingest.store.errorSpans
        totals.duplicateSpans = ingest.store.duplicates
        totals.incompleteSpans = ingest.store.incompleteSpans
        totals.memory = ingest.store.memory
        totals.memoryLimit = configuration.memoryLimit
        let domain = ingest.domain.current()
        refreshTroubles(domain.sagas)
        ingest.callees.learn(from: domain.sagas, in: ingest.store)
        let status = status
        let rates = ingest.rates.rates(now: now, names: ingest.store.names.names)
        publishedStatus = status
        publishedRatesAreEmpty = rates.isEmpty
        publisher.yield(
            TraceSnapshot(
                revision: revision, asOf: now, source: status,
                totals: totals, list: listing.snapshot(ingest.store, attributeKeys: ingest.attributeKeys),
                open: openTree, asked: openTrace,
                rates: rates, changes: domain.changes,
                sagas: domain.sagas, troubles: troubles, breakers: domain.breakers, usual: usual,
                operations: operations,
                serviceGraph: serviceGraph, callees: ingest.callees.known,
                heard: ingest.rates.heard(now: now, names: ingest.store.names.names)))
    }
}
