import Foundation
import NIOCore

/// Asks every endpoint at its own interval and publishes what is known.
///
/// Everything happens on one event loop, the one its sockets are on: one timer for all endpoints, no thread that waits,
/// no task that sleeps. A probe that hangs holds one place of its own tier's bulkhead and nothing else.
public actor ProbePoller {
    /// A change of health and an answer that somebody asked for are published at once, though no more often than this;
    /// other news, latencies above all, are collected for longer: each snapshot is a screen to be drawn.
    static let changeGap = Duration.milliseconds(33)
    static let newsGap = Duration.seconds(1)
    static let recentChangeLimit = 500

    /// The newest snapshot; whoever is slow misses those in between. For one consumer.
    public nonisolated let snapshots: AsyncStream<ProbeSnapshot>
    private nonisolated let publishing: AsyncStream<ProbeSnapshot>.Continuation
    private nonisolated let loop: any EventLoop

    let clock: ProbeClock
    var history: ProbeHistoryStore?
    let lookup: AddressLookup
    private let prober: Prober
    private let fixedLimits: ProbeLimits?
    /// The config changed, so other host names may have to be looked up.
    let hostsChanges: AsyncStream<Void>
    private let hostsChanged: AsyncStream<Void>.Continuation
    private let wakes: AsyncStream<Void>
    private let wake: AsyncStream<Void>.Continuation

    /// As the config has them, before host names are taken apart into instances.
    private(set) var configured: [Endpoint]
    /// Addresses of host names, for endpoints that want every address.
    var addresses: [String: Set<String>] = [:]
    /// Histories that were read at the start and whose endpoints have not come yet.
    var unclaimed: [EndpointID: ProbeHistoryStore.Loaded] = [:]
    /// Changes that are not in the history file yet.
    var unsavedChanges: [HealthChange] = []
    var historyFailure: String?

    private var schedule: ProbeSchedule
    private(set) var records: [EndpointRecord] = []
    /// Where each slot's record is.
    private var positions: [ProbeSchedule.Slot: Int] = [:]
    private var statuses: [EndpointStatus] = []
    private var layout = ProbeSnapshot.Layout(of: [])
    private(set) var recentChanges: [HealthChange] = []
    private var nextIndex = 0
    /// Slots that somebody wants to hear of at once.
    private var asked: Set<ProbeSchedule.Slot> = []
    private var isRunning = false

    private var revision = 0
    private var lastPublished: Duration?
    private var publishAt: Duration?
    private var urgency = 0
    private var alarm: (time: Duration, callOff: @Sendable () -> Void)?

    public nonisolated var unownedExecutor: UnownedSerialExecutor { loop.executor.asUnownedSerialExecutor() }

    /// - Parameters:
    ///   - endpoints: in the order in which they are to be shown, each id once.
    ///   - prober: how an endpoint is asked.
    ///   - history: where histories are kept over a restart; nil to forget them.
    ///   - lookup: finds the instances of endpoints that want every address.
    ///   - limits: widths of the bulkheads; nil for wide enough that hanging endpoints do not delay others.
    ///   - clock: time and alarms.
    ///   - seed: of the phases and the jitter; the same seed gives the same schedule.
    ///   - loop: what everything runs on, best the one that the prober's sockets are on.
    public init(
        endpoints: [Endpoint], prober: Prober, history: ProbeHistoryStore? = nil, lookup: AddressLookup = .live,
        limits: ProbeLimits? = nil, clock: ProbeClock, seed: UInt64 = .random(in: 0 ... .max), loop: any EventLoop
    ) {
        self.history = history
        self.lookup = lookup
        configured = endpoints
        self.prober = prober
        self.clock = clock
        self.loop = loop
        fixedLimits = limits
        (snapshots, publishing) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
        (wakes, wake) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
        (hostsChanges, hostsChanged) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
        schedule = ProbeSchedule(limits: limits ?? .sized(for: endpoints), seed: seed)
    }

    /// Polls until the task is cancelled; ends with all its probes.
    /// - Throws: `ProbePollerMistake` when it runs already or has run before.
    public func run() async throws {
        if isRunning { throw ProbePollerMistake.alreadyRan }
        isRunning = true
        await loadHistory()
        takeConfigured()
        await withTaskExecutorPreference(LoopTaskExecutor(loop: loop)) {
            await withDiscardingTaskGroup { group in
                group.addTask { await self.keepLookingUp() }
                group.addTask { await self.keepSaving() }
                await startWhatIsDue()
                group.cancelAll()
            }
        }
        // This task has been cancelled, and the database would not write for it any more.
        await Task { await saveHistory() }.value
        alarm?.callOff()
        publishing.finish()
        await prober.close()
    }

    private func startWhatIsDue() async {
        await withDiscardingTaskGroup { group in
            for await _ in wakes {
                for slot in schedule.start(at: clock.monotonic()) { group.addTask { await self.probe(slot) } }
                publishIfDue()
                setAlarm()
            }
            group.cancelAll()
        }
    }

    /// Asks one endpoint at once, unless a probe of it is under way or it is not known.
    public func probeNow(_ id: EndpointID) {
        guard let record = records.first(where: { $0.endpoint.id == id }) else { return }
        schedule.probeNow(record.slot)
        asked.insert(record.slot)
        wake.yield()
    }

    /// Takes a new list of endpoints. One whose settings are the same goes on as if nothing had happened; one whose
    /// settings changed keeps its history and is asked anew; others come and go.
    public func replace(endpoints: [Endpoint]) {
        configured = endpoints
        if isRunning { takeConfigured() }
        hostsChanged.yield()
    }

    /// Everything that is known at this moment.
    public func current() -> ProbeSnapshot {
        var snapshot = ProbeSnapshot(
            revision: revision, asOf: clock.wall(), endpoints: statuses, layout: layout, recentChanges: recentChanges,
            probesStarted: schedule.started, overdue: schedule.overdue)
        snapshot.historyFailure = historyFailure
        snapshot.urgency = urgency
        return snapshot
    }

    // MARK: Endpoints

    /// Probes what the config and the addresses known make together.
    func takeConfigured() {
        take(InstanceExpansion.expand(configured, addresses))
        urgency += 1
        publish(at: clock.monotonic())
        wake.yield()
    }

    private func take(_ endpoints: [Endpoint]) {
        let now = clock.monotonic()
        let old = Dictionary(records.map { ($0.endpoint.id, $0) }, uniquingKeysWith: { first, _ in first })
        var seen: Set<EndpointID> = []
        let distinct = endpoints.filter { seen.insert($0.id).inserted }
        // A few endpoints all start at once; many are spread, 2 ms each, so that a start is no thunderclap.
        let spread = Duration.milliseconds(2 * distinct.count)
        records = distinct.map { endpoint in
            if let known = old[endpoint.id], known.endpoint == endpoint { return known }
            if let known = old[endpoint.id] { schedule.remove(known.slot) }
            nextIndex += 1
            let slot = schedule.add(
                index: nextIndex, interval: endpoint.interval, tier: endpoint.tier, at: now, within: spread)
            var record = old[endpoint.id] ?? EndpointRecord(endpoint: endpoint, slot: slot)
            record.endpoint = endpoint
            record.slot = slot
            if let loaded = unclaimed.removeValue(forKey: endpoint.id) { record.restore(loaded, now: clock.wall()) }
            return record
        }
        for record in old.values where !seen.contains(record.endpoint.id) { schedule.remove(record.slot) }
        asked.formIntersection(records.map(\.slot))
        schedule.setLimits(fixedLimits ?? .sized(for: distinct))
        positions = Dictionary(uniqueKeysWithValues: records.indices.map { (records[$0].slot, $0) })
        statuses = records.map { status(of: $0, now: now) }
        layout = ProbeSnapshot.Layout(of: records.map(\.endpoint.id))
    }

    private func status(of record: EndpointRecord, now: Duration) -> EndpointStatus {
        let wall = clock.wall()
        let next = schedule.due(record.slot).map { wall.addingTimeInterval(($0 - now) / .seconds(1)) }
        return EndpointStatus(record.facts(nextProbe: next, overdue: schedule.overdue(record.slot)))
    }

    // MARK: Probes

    private func probe(_ slot: ProbeSchedule.Slot) async {
        guard let position = positions[slot] else {
            schedule.finished(slot)
            return
        }
        let startedAt = clock.wall()
        let result = await prober.probe(records[position].endpoint)
        schedule.finished(slot)
        if Task.isCancelled { return }
        if let position = positions[slot] { record(result, at: position, startedAt: startedAt) }
        if schedule.hasWaiting { wake.yield() } else { setAlarm() }
    }

    private func record(_ result: ProbeResult, at position: Int, startedAt: Date) {
        let now = clock.monotonic()
        let change = records[position].take(result, startedAt: startedAt, now: clock.wall())
        statuses[position] = status(of: records[position], now: now)
        if let change {
            if recentChanges.count == Self.recentChangeLimit { recentChanges.removeFirst() }
            recentChanges.append(change)
            if history != nil { unsavedChanges.append(change) }
        }
        let isAsked = asked.remove(records[position].slot) != nil
        let isUrgent = change != nil || isAsked
        if isUrgent { urgency += 1 }
        let gap = isUrgent ? Self.changeGap : Self.newsGap
        let due = lastPublished.map { max(now, $0 + gap) } ?? now
        publishAt = min(publishAt ?? due, due)
        publishIfDue()
    }

    // MARK: Snapshots and the alarm

    private func publishIfDue() {
        let now = clock.monotonic()
        if let publishAt, publishAt <= now { publish(at: now) }
    }

    private func publish(at now: Duration) {
        revision += 1
        lastPublished = now
        publishAt = nil
        publishing.yield(current())
    }

    /// One alarm for whatever comes first; it is only moved when it would ring too late.
    private func setAlarm() {
        let next = [schedule.nextDue(), publishAt].compactMap { $0 }.min()
        guard let next else { return }
        if let alarm {
            if alarm.time <= next, alarm.time > clock.monotonic() { return }
            alarm.callOff()
        }
        let wake = wake
        alarm = (next, clock.alarm(next) { wake.yield() })
    }
}
