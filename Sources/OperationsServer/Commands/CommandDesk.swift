import Foundation
import Logging
import Operations
import Resilience

/// Takes commands, writes them down, and has them carried out: each target's one after the other, different targets'
/// side by side.
public actor CommandDesk {
    let offer: ServiceOffer
    let journal: CommandJournal
    let clock: any Clock<Duration>
    let now: @Sendable () -> Date
    let logger: Logger
    private let onChange: @Sendable (CommandReport) -> Void
    private var isPrepared = false
    private var preparation: Task<Void, any Error>?
    private var recentPlans = RecentPlans()
    private var waiting: [CommandJournal.Entry] = []
    private var underWay: [String: CommandJournal.Entry] = [:]
    private var bell: AsyncStream<Void>.Continuation?
    nonisolated let changes = Broadcast<Void>()

    /// So many commands are carried out at once; the others wait.
    private let atOnce = 16
    /// How long an ended command is remembered.
    private let memory = 90 * 86_400.0

    /// A desk; ``run()`` has it work.
    /// - Parameters:
    ///   - onChange: told of every command that was accepted or has ended, for logs and traces. It must not block.
    public init(
        offer: ServiceOffer, journal: CommandJournal, clock: any Clock<Duration> = ContinuousClock(),
        now: @escaping @Sendable () -> Date = { Date() }, logger: Logger = Logger(label: "fusebox.operations"),
        onChange: @escaping @Sendable (CommandReport) -> Void = { _ in }
    ) {
        self.offer = offer
        self.journal = journal
        self.clock = clock
        self.now = now
        self.logger = logger
        self.onChange = onChange
    }

    // MARK: - Taking commands

    enum Answer: Sendable {
        case plan(Plan)
        case accepted(CommandReport)
        case known(CommandReport)
    }

    /// Takes a command, or makes its plan.
    /// - Throws: ``Operations/Problem``; then nothing was written and nothing is done.
    func submit(_ command: Command) async throws -> Answer {
        let mistakes = command.mistakes
        guard mistakes.isEmpty else {
            throw Problem(.validationFailed, "The command is not valid", errors: mistakes)
        }
        try await prepare()
        if !command.dryRun, let known = try await journal.find(command.id) { return try repeated(known, command) }
        guard let handler = offer.handler(of: command.kind) else {
            let kinds = offer.kinds.map(\.rawValue).joined(separator: ", ")
            throw Problem(.notOffered, "\(command.kind) is not taken here; this service takes: \(kinds)")
        }
        let plan = try await handler.plan(command, asOf: now())
        try check(plan, for: command)
        if command.dryRun {
            recentPlans.keep(plan)
            return .plan(plan)
        }
        let (entry, isNew) = try await journal.accept(command, plan, at: now())
        guard isNew else { return try repeated(entry, command) }
        let report = entry.report(asOf: now())
        enqueue(entry)
        onChange(report)
        return .accepted(report)
    }

    private func repeated(_ known: CommandJournal.Entry, _ command: Command) throws -> Answer {
        guard known.command == command else {
            throw Problem(
                .idReused,
                "Command \(command.id) is another one: \(known.command.kind) on \(known.command.target). Choose a new id"
            )
        }
        return .known((underWay[command.id] ?? known).report(asOf: now()))
    }

    private func check(_ plan: Plan, for command: Command) throws {
        if let expected = command.expectedRevision, expected != plan.revision {
            throw Problem(
                .revisionConflict, "\(command.target) has changed: look again and decide anew. Nothing was done",
                difference: [
                    Difference(
                        subject: "revision", expected: String(expected), actual: plan.revision.map { String($0) })
                ] + (plan.state.map { [Difference(subject: "state", actual: $0)] } ?? []))
        }
        if let hash = command.plan, hash != plan.hash {
            let known = recentPlans[hash].map { plan.differences(from: $0) } ?? []
            throw Problem(
                .planConflict, "\(command.target) has changed since the plan: plan again. Nothing was done",
                difference: known.isEmpty ? [Difference(subject: "hash", expected: hash, actual: plan.hash)] : known)
        }
    }

    // MARK: - Telling of commands

    func report(_ id: String) async throws -> CommandReport {
        try await prepare()
        guard let entry = try await journal.find(id) else { throw Self.unknown(id) }
        return entry.report(asOf: now())
    }

    func page(after number: Int, limit: Int) async throws -> ItemPage<CommandReport> {
        try await prepare()
        let entries = try await journal.page(after: number, limit: limit + 1)
        let shown = entries.prefix(limit)
        return ItemPage(
            items: shown.map { $0.report(asOf: now()) }, next: String(shown.last?.number ?? number),
            more: entries.count > limit, asOf: now())
    }

    // MARK: - Stopping, pausing

    func cancel(_ id: String) async throws -> CommandReport {
        let entry = try await open(id)
        if entry.state == .running { try demandStoppable(entry, "cancelled") }
        let moment = now()
        return try await changed(id) { entry in
            if entry.state == .accepted { (entry.state, entry.endedAt) = (.cancelled, moment) }
            entry.cancelling = true
        }
    }

    func setPaused(_ id: String, _ isPaused: Bool) async throws -> CommandReport {
        try demandStoppable(try await open(id), isPaused ? "paused" : "resumed")
        return try await changed(id) { $0.paused = isPaused }
    }

    private func open(_ id: String) async throws -> CommandJournal.Entry {
        try await prepare()
        guard let entry = try await journal.find(id) else { throw Self.unknown(id) }
        guard !entry.state.isFinal else {
            throw Problem(.commandEnded, "Command \(id) has ended already: \(entry.state)")
        }
        return entry
    }

    private func demandStoppable(_ entry: CommandJournal.Entry, _ what: String) throws {
        guard offer.handler(of: entry.command.kind)?.canStop(entry.command.kind) == true else {
            throw Problem(.commandRefused, "\(entry.command.kind) cannot be \(what): it is done in one go")
        }
    }

    private func changed(
        _ id: String, _ body: @escaping @Sendable (inout CommandJournal.Entry) -> Void
    ) async throws -> CommandReport {
        guard let entry = try await journal.change(id, body) else {
            throw Problem(.commandEnded, "Command \(id) has ended meanwhile")
        }
        if underWay[id] != nil { underWay[id] = entry }
        waiting.removeAll { $0.command.id == id && entry.state.isFinal }
        let report = entry.report(asOf: now())
        changes.send(())
        if entry.state.isFinal { onChange(report) }
        return report
    }

    private static func unknown(_ id: String) -> Problem {
        Problem(.notFound, "There is no command \(id) in this service's journal")
    }

    // MARK: - Working

    /// Makes the journal ready, and puts back what earlier commands have left in force. Call it before the service takes
    /// requests.
    public func prepare() async throws {
        if isPrepared { return }
        // One for all who come meanwhile: nothing may be put back twice.
        let task = preparation ?? Task { try await self.prepareOnce() }
        preparation = task
        do { try await task.value } catch {
            preparation = nil
            throw error
        }
    }

    private func prepareOnce() async throws {
        try await journal.prepare()
        for handler in offer.handlers { try await handler.restore() }
        for entry in try await journal.unfinished() { enqueue(entry) }
        try await journal.forget(endedBefore: now() - memory)
        isPrepared = true
    }

    /// Carries commands out until cancelled. Begins with those that a restart has interrupted.
    public func run() async throws {
        try await prepare()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for handler in offer.handlers { group.addTask { try await handler.run() } }
            let (rings, bell) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
            self.bell = bell
            bell.yield()
            for await _ in rings {
                while let entry = nextToDo() {
                    underWay[entry.command.id] = entry
                    group.addTask { await self.work(on: entry) }
                }
            }
            try Task.checkCancellation()
        }
    }

    private func enqueue(_ entry: CommandJournal.Entry) {
        waiting.append(entry)
        bell?.yield()
    }

    private func nextToDo() -> CommandJournal.Entry? {
        guard underWay.count < atOnce else { return nil }
        var busy = Set(underWay.values.map(\.command.target))
        for (index, entry) in waiting.enumerated() where busy.insert(entry.command.target).inserted {
            return waiting.remove(at: index)
        }
        return nil
    }

    private func work(on entry: CommandJournal.Entry) async {
        let ended = await CommandExecution(desk: self, entry: entry).run()
        underWay[entry.command.id] = nil
        if let ended { onChange(ended.report(asOf: now())) }
        changes.send(())
        bell?.yield()
    }

    // MARK: - For commands that run

    func note(_ id: String, _ progress: CommandReport.Progress) async throws {
        guard underWay[id]?.progress != progress else { return }
        if let entry = try await journal.change(id, { $0.progress = progress }) { underWay[id] = entry }
        changes.send(())
    }

    func wish(_ id: String) -> CommandRun.Wish {
        guard let entry = underWay[id] else { return .goOn }
        return entry.cancelling ? .stop : entry.paused ? .wait : .goOn
    }

    func began(_ entry: CommandJournal.Entry) {
        underWay[entry.command.id] = entry
        changes.send(())
    }
}
