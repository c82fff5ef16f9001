/// Follows all paths of a configuration: appended lines of all before older ones of any.
struct LogFollower {
    /// What a step did.
    enum Step { case appended, older, idle }

    private let configuration: TraceEngineConfiguration
    private var paths: [PathFollower]
    private var stoppedAtMemoryLimit = false

    init(configuration: TraceEngineConfiguration) {
        self.configuration = configuration
        paths = configuration.paths.filter { !PathPattern.isPattern($0) }.map { PathFollower(path: $0) }
    }

    /// What has to be watched for changes: patterns' folders and each file.
    var watchedPaths: [String] { configuration.paths + paths.map(\.path) }

    /// Takes up files that match a pattern and were not there before.
    mutating func expandPatterns(_ ingest: TraceIngest) {
        for pattern in configuration.paths where PathPattern.isPattern(pattern) {
            for path in PathPattern.matches(pattern) where !paths.contains(where: { $0.path == path }) {
                // A rotated file may match under its new name; it is being read already.
                if let identity = LogFile.facts(at: path)?.identity, ingest.files.holds(identity) { continue }
                paths.append(PathFollower(path: path))
            }
        }
    }

    /// Reads about a slice: of what was appended, else of what is older.
    mutating func step(into ingest: TraceIngest) -> Step {
        for place in paths.indices {
            if paths[place].readAppended(into: ingest, others: filesRead(besides: place)) { return .appended }
        }
        let grace = configuration.rotationGrace
        for place in paths.indices { finishRotated(place, quietSince: ingest.now.advanced(by: .zero - grace), ingest) }
        guard !stoppedAtMemoryLimit else { return .idle }
        for place in paths.indices {
            if configuration.readsRotatedFiles { paths[place].findHistory(into: ingest) }
            if paths[place].readOlder(into: ingest) { return .older }
        }
        return .idle
    }

    /// Files that other paths read: two names of one file, or a link and its target, are one log.
    private func filesRead(besides place: Int) -> [LogFile.Identity: String] {
        guard paths.count > 1 else { return [:] }
        var files: [LogFile.Identity: String] = [:]
        for other in paths.indices where other != place {
            for identity in paths[other].identities { files[identity] = paths[other].path }
        }
        return files
    }

    private mutating func finishRotated(_ place: Int, quietSince moment: Timestamp, _ ingest: TraceIngest) {
        let paths = paths
        func heir(of identity: LogFile.Identity) -> Int? {
            paths.indices.first { $0 != place && paths[$0].waits(for: identity) }
        }
        let handedOver = self.paths[place].finishRotated(quietSince: moment, into: ingest) { heir(of: $0) != nil }
        for file in handedOver {
            if let heir = heir(of: file.file.identity) { self.paths[heir].takeOver(file) }
        }
    }

    /// The memory is full: what is older would only push out what is newer.
    mutating func stopReadingOlder() {
        guard !stoppedAtMemoryLimit, paths.contains(where: { $0.backfill.remaining > 0 }) else { return }
        stoppedAtMemoryLimit = true
        for path in paths { path.giveUpOlder() }
    }

    /// Some file was rotated away and is still being waited for.
    var isDraining: Bool { paths.contains { !$0.rotated.isEmpty } }

    /// How reading goes.
    func status(of ingest: TraceIngest, lastAppend: Timestamp?) -> SourceStatus {
        var status = SourceStatus.empty
        for path in paths { status.files.append(SourceStatus.File(path)) }
        for path in paths {
            status.files += path.rotated.map { SourceStatus.File($0, .rotated) }
            status.files += (path.history ?? []).map { SourceStatus.File($0) }
            let failure = path.live == nil ? path.failure : path.live?.failure
            if let failure, !failure.isMissing, status.error == nil { status.error = failure.description }
            status.backfillRemaining += path.backfill.remaining
            status.backfillTotal += path.backfill.total
        }
        status.stoppedAtMemoryLimit = stoppedAtMemoryLimit
        status.lastAppend = lastAppend
        status.badLines = ingest.badLines.counts
        status.recentBadLines = ingest.badLines.kept
        return status
    }
}

extension SourceStatus.File {
    fileprivate init(_ follower: PathFollower) {
        if let live = follower.live {
            self.init(live, .following)
        } else if let twin = follower.twin {
            self.init(path: follower.path, size: 0, read: 0, state: .readAs(twin))
        } else {
            let failure = follower.failure.flatMap { $0.isMissing ? nil : $0.reason }
            self.init(path: follower.path, size: 0, read: 0, state: failure.map { .failed($0) } ?? .waiting)
        }
    }

    fileprivate init(_ file: FollowedFile, _ state: SourceStatus.State) {
        self.init(
            path: file.file.path, size: file.file.facts?.size ?? 0, read: file.bytesRead,
            state: file.failure.map { .failed($0.reason) } ?? state)
    }

    fileprivate init(_ file: HistoryFile) {
        self.init(
            path: file.file.path, size: file.total, read: file.total - file.remaining,
            state: file.failure.map { .failed($0.reason) } ?? .history)
    }
}
