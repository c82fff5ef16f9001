import ArgumentParser
import Console
import ConsoleConfig
import Foundation
import TerminalUI

/// `fusebox snapshot`: one frame without a terminal.
struct SnapshotCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "snapshot", abstract: "Draw a page once, without a terminal, to standard output or a file.")

    @OptionGroup var option: ConfigOption
    @OptionGroup var screen: ScreenOptions
    @OptionGroup var picture: PictureOptions

    func run() async throws {
        let (config, _) = try option.load()
        let settings = SessionSettings(
            config: config, isReadOnly: screen.readOnly, page: screen.page, filter: screen.filter)
        try await picture.write(settings)
    }
}

/// How large a picture is, when it is drawn, and in what form.
struct PictureOptions: ParsableArguments {
    enum Format: String, ExpressibleByArgument, CaseIterable { case text, ansi, svg, json }

    @Option(help: "Columns and rows, such as 120x40.")
    var size = Size(width: 120, height: 40)

    @Option(help: "How long to watch first, such as 3s. Without it: until everything was heard once, 15 s at most.")
    var after: DurationArgument?

    @Option(help: "text, ansi (with colours), svg (a picture) or json (runs of text with their styles).")
    var format: Format = .text

    @Option(help: "Write to this file instead of standard output.", completion: .file())
    var output: String?

    /// Watches, draws and writes.
    func write(_ settings: SessionSettings) async throws {
        var environment = TerminalEnvironment.current
        // A file has no locale of its own: pictures are UTF-8 unless the environment says otherwise.
        if environment.locale.isEmpty { environment.locale = "C.UTF-8" }
        let (frame, theme): (Frame, Theme)
        do {
            (frame, theme) = try await HeadlessConsole(settings: settings, size: size, environment: environment)
                .frame(after: after?.duration)
        } catch {
            complain("\(error)")
            throw ExitStatus.usage
        }
        let text =
            switch format {
            case .text: frame.text() + "\n"
            case .ansi: frame.ansi() + "\n"
            case .svg: frame.svg(theme: theme) + "\n"
            case .json: frame.json() + "\n"
            }
        guard let output else {
            FileHandle.standardOutput.write(Data(text.utf8))
            return
        }
        do {
            try Data(text.utf8).write(to: URL(fileURLWithPath: output), options: .atomic)
        } catch {
            complain("\(output) could not be written: \(error.localizedDescription)")
            throw ExitStatus.usage
        }
    }
}

extension Size: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
}

/// A duration on the command line: `3s`, `250ms`, `1m30s`.
struct DurationArgument: ExpressibleByArgument {
    let duration: Duration

    init(_ duration: Duration) { self.duration = duration }

    init?(argument: String) {
        guard let duration = DurationText.parse(argument) else { return nil }
        self.duration = duration
    }

    var defaultValueDescription: String { DurationText.format(duration) }
}
