import ArgumentParser

/// The console's command line; one file a subcommand.
@main
struct Fusebox: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fusebox",
        abstract: "A terminal console for people on call: health, breakers, sagas and traces, live.",
        version: "0.1.0"
    )
}
