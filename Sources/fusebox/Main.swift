import ArgumentParser
import Dispatch
import Foundation
import TerminalUI

/// Runs the command line.
///
/// Not ArgumentParser's own asynchronous `main`: the console blocks its thread in poll(2) while its engines run on the
/// others, so commands with a screen run synchronously, before any other thread exists.
@main
enum Main {
    static func main() {
        FileLimit.raise()
        // A file that may not grow any more is an error to be told, not a reason to die.
        signal(SIGXFSZ, SIG_IGN)
        do {
            let command = try Fusebox.parseAsRoot()
            switch command {
            case is any AsyncParsableCommand: runToTheEnd()
            case is any ScreenCommand: TerminalSupervisor.supervise { run(command) }
            default: run(command)
            }
        } catch {
            end(error)
        }
    }

    private static func run(_ command: any ParsableCommand) {
        var command = command
        do { try command.run() } catch { end(error) }
    }

    /// Ends the process; a wrong command line ends it with 2, as a wrong config does.
    private static func end(_ error: any Error) -> Never {
        guard Fusebox.exitCode(for: error) == .validationFailure else { Fusebox.exit(withError: error) }
        FileHandle.standardError.write(Data((Fusebox.fullMessage(for: error) + "\n").utf8))
        Foundation.exit(ExitStatus.usage.rawValue)
    }

    /// Commands cannot be handed to another task, so the task parses the same arguments again: parsing changes nothing.
    private static func runToTheEnd() -> Never {
        Task {
            do {
                if var command = try Fusebox.parseAsRoot() as? any AsyncParsableCommand { try await command.run() }
                Foundation.exit(0)
            } catch {
                end(error)
            }
        }
        dispatchMain()
    }
}
