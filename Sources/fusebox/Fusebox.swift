import ArgumentParser

/// The console's command line; one file a subcommand.
struct Fusebox: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fusebox",
        abstract: "A terminal console for people on call: health, breakers, sagas and traces, live.",
        discussion: """
            Without a subcommand it watches: a full screen until you press q. Keys are shown with ?.

            Exit codes: 0 fine, 1 the thing asked about is not fine, 2 usage or config, 3 unreachable.
            """,
        version: Version.current,
        subcommands: [
            WatchCommand.self, DemoCommand.self, CheckCommand.self, SnapshotCommand.self, ServicesCommand.self,
            TracesCommand.self, TraceCommand.self, StatsCommand.self, BreakersCommand.self, SagasCommand.self,
            EventsCommand.self, AuditCommand.self, DoCommand.self, ConfigCommand.self,
        ],
        defaultSubcommand: WatchCommand.self)
}

/// The version of this program.
enum Version {
    static let current = "0.1.0"
}
