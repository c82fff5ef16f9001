import Foundation
import Logging
import ServiceLifecycle
import Subprocess
import SystemPackage

/// Keeps processes running, stage by stage.
///
/// A stage starts when the one before it has started (and, where there is a gate, when the gate has opened). Stopping
/// goes the other way round: the last stage gets SIGTERM and is waited for, then the one before it, so that who calls
/// is gone before who is called. A process that ends is started again after ``RestartDelay``. All of them end with this
/// process, even when it is killed: see ``LifelinePipe``.
public struct Supervisor: Service {
    /// Processes that start and stop together.
    public struct Stage: Sendable {
        public var children: [ChildSpec]
        /// Waited for before the children start.
        public var gate: (@Sendable () async throws -> Void)?

        public init(_ children: [ChildSpec], gate: (@Sendable () async throws -> Void)? = nil) {
            self.children = children
            self.gate = gate
        }
    }

    private let stages: [Stage]
    private let processes: ProcessTable
    private let logger: Logger
    private let killAfter: Duration
    private let clock: any Clock<Duration>

    /// - Parameters:
    ///   - files: where it is written down which processes run; `nil` for nowhere.
    ///   - killAfter: how long a process may take to end after SIGTERM.
    public init(
        stages: [Stage], files: ShopFiles? = nil, logger: Logger, killAfter: Duration = .seconds(8),
        clock: any Clock<Duration> = ContinuousClock()
    ) {
        self.stages = stages
        processes = ProcessTable(files: files)
        self.logger = logger
        self.killAfter = killAfter
        self.clock = clock
    }

    /// Runs until it is shut down gracefully, and returns when every process has ended.
    /// - Throws: what a gate throws, and what the system says when no pipe can be made.
    public func run() async throws {
        try await run(stages[...], lifeline: try LifelinePipe())
    }

    /// Runs the first stage around the others: leaving the inner scope is what stops the outer one's children.
    private func run(_ stages: ArraySlice<Stage>, lifeline: LifelinePipe) async throws {
        guard let stage = stages.first else {
            try? await gracefulShutdown()
            return
        }
        try await stage.gate?()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for child in stage.children {
                group.addTask { await keepRunning(child, lifeline) }
            }
            defer { group.cancelAll() }
            try await run(stages.dropFirst(), lifeline: lifeline)
        }
    }

    private func keepRunning(_ child: ChildSpec, _ lifeline: LifelinePipe) async {
        var delay = RestartDelay()
        while !Task.isCancelled {
            let start = ContinuousClock.now
            let ending = await runOnce(child, lifeline)
            processes.ended(child.name, ending: ending)
            if Task.isCancelled || Task.isShuttingDownGracefully {
                logger.info("Stopped", metadata: ["process": "\(child.name)", "ending": "\(ending)"])
                return
            }
            let pause = delay.after(runningFor: ContinuousClock.now - start)
            logger.warning(
                "A process ended and is started again",
                metadata: [
                    "process": "\(child.name)", "ending": "\(ending)", "in": "\(pause)", "log": "\(child.logFile)",
                ])
            try? await clock.sleep(for: pause)
        }
    }

    /// - Returns: how it ended, in words.
    private func runOnce(_ child: ChildSpec, _ lifeline: LifelinePipe) async -> String {
        var options = PlatformOptions()
        // Its own group: ^C in the terminal is for this process, which then stops the others in order.
        options.processGroupID = 0
        options.teardownSequence = [.gracefulShutDown(allowedDurationToNextStep: killAfter)]
        do {
            let log = try FileDescriptor.open(
                FilePath(child.logFile), .writeOnly, options: [.append, .create, .closeOnExec],
                permissions: [.ownerReadWrite, .groupRead, .otherRead])
            defer { try? log.close() }
            let result = try await Subprocess.run(
                .path(FilePath(child.executable)), arguments: Arguments(child.arguments), platformOptions: options,
                input: .fileDescriptor(lifeline.readingEnd, closeAfterSpawningProcess: false),
                output: .fileDescriptor(log, closeAfterSpawningProcess: false),
                error: .fileDescriptor(log, closeAfterSpawningProcess: false)
            ) { execution in
                processes.started(child.name, pid: execution.processIdentifier.value)
                logger.info(
                    "Started",
                    metadata: ["process": "\(child.name)", "pid": "\(execution.processIdentifier.value)"])
            }
            return "\(result.terminationStatus)"
        } catch {
            return "\(error)"
        }
    }
}
