import ArgumentParser
import Console
import ConsoleConfig
import Foundation
import TerminalUI

/// `fusebox watch`: the full-screen console.
struct WatchCommand: ScreenCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch", abstract: "Show everything the config names, full screen, until you press q.")

    @OptionGroup var option: ConfigOption
    @OptionGroup var screen: ScreenOptions

    func run() throws {
        let thread = TerminalThread()
        let (config, reading) = try option.load()
        let settings = SessionSettings(
            config: config, reading: reading, title: Self.title(of: reading.file), isReadOnly: screen.readOnly,
            page: screen.page, filter: screen.filter)
        try ConsoleSession(settings: settings, thread: thread).runToTheEnd()
    }

    /// The config's name without its ending; nothing for the common names.
    private static func title(of path: String) -> String {
        let name = URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent
        return ["fusebox", "sample-config"].contains(name) ? "" : name
    }
}

/// What the screen begins with.
struct ScreenOptions: ParsableArguments {
    @Flag(name: .customLong("read-only"), help: "Nothing can be changed from this console.")
    var readOnly = false

    @Option(help: "The page to begin with: \(Page.allCases.map(\.name).joined(separator: ", ")).")
    var page: Page = .overview

    @Option(help: "A filter for that page, as typed after /.")
    var filter = ""
}

extension Page: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
    public static var allValueStrings: [String] { allCases.map(\.name) }
}

extension ConsoleSession {
    /// Runs until the operator quits, and ends the process as the session ended.
    /// - Throws: `ExitCode` 2 after saying why the terminal or an address cannot be used.
    func runToTheEnd(cleanUp: () -> Void = {}) throws {
        let ending: TerminalEnding
        do {
            ending = try run()
        } catch {
            cleanUp()
            complain("\(error)")
            throw ExitStatus.usage
        }
        cleanUp()
        if case .signal(let signal) = ending { TerminalThread.die(of: signal) }
    }
}
