import ArgumentParser
import ConsoleConfig
import Console
import Foundation
import Traces

/// Which trace log a command reads: files named on the command line, or the config's.
struct TraceLogOptions: ParsableArguments {
    @OptionGroup var config: ConfigOption

    @Option(
        name: .customLong("log"), help: "Read this file instead of the config's trace log; may be given several times.",
        completion: .file())
    var logs: [String] = []

    /// The engine for that log.
    /// - Throws: `ExitCode` 2 after saying what is missing.
    func engine() throws -> TraceEngine {
        if !logs.isEmpty {
            for path in logs where !FileManager.default.isReadableFile(atPath: path) {
                complain("\(path) cannot be read")
                throw ExitStatus.usage
            }
            return TraceEngine(configuration: TraceEngineConfiguration(paths: logs))
        }
        let (config, _) = try self.config.load()
        guard !config.traceLog.paths.isEmpty else {
            complain("the config names no trace log; give a file with --log")
            throw ExitStatus.usage
        }
        return TraceEngine(configuration: TraceEngineConfiguration(config))
    }
}

extension TraceEngine {
    /// Reads all there is now, asks `question` of the first snapshot that has everything, and stops.
    func readAll<Answer: Sendable>(
        _ question: @escaping @Sendable (TraceSnapshot) async throws -> Answer
    ) async throws -> Answer {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await self.run() }
            for await snapshot in snapshots where snapshot.hasReadAll {
                let answer = try await question(snapshot)
                group.cancelAll()
                return answer
            }
            throw CancellationError()
        }
    }
}

extension TraceSnapshot {
    /// Everything has been read and the filter has been applied to all of it.
    fileprivate var hasReadAll: Bool {
        source.isCaughtUp && (source.backfillRemaining == 0 || source.stoppedAtMemoryLimit) && !list.isSearching
    }
}
