import ConsoleConfig
import Foundation
import Subprocess
import SystemPackage

/// Starts the operator's own command for an alert, with the alert as JSON on its standard input.
struct AlertSender: Sendable {
    /// The config that holds now.
    let config: @Sendable () -> AlertsConfig

    /// Runs the command, if one is configured, for at most its time.
    /// - Returns: a failure when it could not be started, did not end in time or ended badly.
    func runCommand(_ alert: Alert) async -> Action? {
        let config = config()
        guard let program = config.command.first else { return nil }
        let arguments = Array(config.command.dropFirst())
        let input = Self.json(alert)
        let timeout = config.commandTimeout
        return await withTaskGroup(of: Action?.self) { group in
            group.addTask { await Self.run(program, arguments, input) }
            group.addTask {
                do {
                    try await Task.sleep(for: timeout)
                } catch {
                    return nil
                }
                return Self.failure(program, "it did not end within \(DurationText.short(timeout)) and was stopped")
            }
            let first = await group.next() ?? nil
            group.cancelAll()
            return first
        }
    }

    private static func run(_ program: String, _ arguments: [String], _ input: String) async -> Action? {
        do {
            let executable: Executable = program.contains("/") ? .path(FilePath(program)) : .name(program)
            let result = try await Subprocess.run(
                executable, arguments: Arguments(arguments), input: .string(input), output: .discarded,
                error: .discarded)
            if result.terminationStatus.isSuccess { return nil }
            return failure(program, "it ended with \(result.terminationStatus)")
        } catch is CancellationError {
            return nil
        } catch {
            return failure(program, "it could not be started: \(error)")
        }
    }

    private static func failure(_ program: String, _ sentence: String) -> Action {
        .failed(Failure(attempt: "alert command \(program)", sentence: sentence))
    }

    private static func json(_ alert: Alert) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let data = try? encoder.encode(["title": alert.title, "reason": alert.reason])
        return data.map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }
}
