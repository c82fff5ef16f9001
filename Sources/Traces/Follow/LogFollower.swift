/// Follows all paths of a configuration: appended lines of all before older ones of any.
struct LogFollower {
    private let configuration: TraceEngineConfiguration
    private(set) var paths: [PathFollower]

    init(configuration: TraceEngineConfiguration) {
        self.configuration = configuration
        paths = configuration.paths.map { PathFollower(path: $0) }
    }

    /// What has to be watched for changes.
    var watchedPaths: [String] { configuration.paths }

    /// Reads about a slice: of what was appended, else of what is older.
    mutating func step(into ingest: inout TraceIngest) -> Step {
        for place in paths.indices where paths[place].readAppended(into: &ingest) { return .appended }
        for place in paths.indices where paths[place].readOlder(into: &ingest) { return .older }
        return .idle
    }

    /// What a step did.
    enum Step { case appended, older, idle }

    /// How reading goes.
    func status(of ingest: borrowing TraceIngest, lastAppend: Timestamp?) -> SourceStatus {
        var status = SourceStatus.empty
        for path in paths {
            let failure = path.failure
            if let live = path.live {
                status.files.append(SourceStatus.File(live, .following))
            } else {
                let state: SourceStatus.State =
                    failure.map { $0.isMissing ? .waiting : .failed($0.description) } ?? .waiting
                status.files.append(SourceStatus.File(path: path.path, size: 0, read: 0, state: state))
            }
            status.files += path.rotated.map { SourceStatus.File($0, .rotated) }
            if let failure, !failure.isMissing, status.error == nil { status.error = failure.description }
            status.backfillRemaining += path.backfill.remaining
            status.backfillTotal += path.backfill.total
        }
        status.lastAppend = lastAppend
        status.badLines = ingest.badLines.counts
        status.recentBadLines = ingest.badLines.kept
        return status
    }
}

extension SourceStatus.File {
    init(_ file: FollowedFile, _ state: SourceStatus.State) {
        self.init(
            path: file.file.path, size: file.file.facts?.size ?? 0, read: file.bytesRead, state: state)
    }
}
