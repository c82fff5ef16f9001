import ArgumentParser
import Console
import Foundation
import TerminalUI

/// `fusebox do KIND TARGET`: one command, through the same path as a key of the console.
struct DoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "do",
        abstract: "Plan, confirm, record and send one command to a service.",
        discussion: """
            Kinds: \(ActionRequest.kinds.joined(separator: ", ")).
            The plan is shown first; --yes answers the question, and needs --reason. Every command is in the audit log
            before it leaves. Exit code 0 when it was taken (with --wait: when its effect was seen), 1 when it was refused,
            failed or its effect was not seen, 2 usage or config, 3 when nobody answered.
            """)

    @Argument(help: "What to do.", completion: .list(ActionRequest.kinds))
    var kind: String

    @Argument(help: "A breaker's, projection's or subscription's name, the id of a saga or dead letter.")
    var target: String

    @OptionGroup var option: ConfigOption

    @Option(help: "The service that has it; without it all are asked.")
    var service: String?

    @Option(name: .customLong("argument"), help: "What the kind needs besides, as NAME=VALUE; several times.")
    var arguments: [String] = []

    @Flag(name: .customLong("dry-run"), help: "Only show the plan.")
    var dryRun = false

    @Option(help: "Why; it is written into command and audit log.")
    var reason: String?

    @Flag(help: "Do not ask.")
    var yes = false

    @Option(name: .customLong("expires-in"), help: "After so long an override ends by itself, such as 10m.")
    var expiresIn: DurationArgument?

    @Flag(help: "Go on until the effect has been seen, or has not been for 30 s.")
    var wait = false

    @Flag(help: "One JSON object with stable keys.")
    var json = false

    @Flag(name: .customLong("read-only"), help: "Refuse everything but --dry-run.")
    var readOnly = false

    func validate() throws {
        guard ActionRequest.kinds.contains(kind) else {
            throw ValidationError(
                "no command is called \(kind); there are \(ActionRequest.kinds.joined(separator: ", "))")
        }
        if yes, !dryRun, (reason ?? "").allSatisfy(\.isWhitespace) { throw ValidationError("--yes needs --reason") }
        _ = try pairs()
    }

    func run() async throws {
        let (config, _) = try option.load()
        let isTerminal = isatty(STDIN_FILENO) == 1
        guard dryRun || yes || isTerminal else {
            complain("nobody is there to ask: give --yes and --reason")
            throw ExitStatus.usage
        }
        let request = ActionRequest(
            kind: kind, target: target, service: service, arguments: try pairs(), reason: reason,
            expiresIn: expiresIn?.duration, isDryRun: dryRun, waits: wait)
        let (given, isAsked) = (reason, !yes)
        let report = await ActionSession(config: config, isReadOnly: readOnly).run(
            request,
            confirm: { lines in
                for line in lines { complain(SafeText.visible(line)) }
                return isAsked ? Self.ask(reason: given) : given
            }, tell: { complain(SafeText.visible($0)) })
        print(json ? try Self.json(report) : Self.text(report))
        try Self.end(report.state)
    }

    private func pairs() throws -> [String: String] {
        var pairs: [String: String] = [:]
        for argument in arguments {
            guard let equals = argument.firstIndex(of: "="), equals != argument.startIndex else {
                throw ValidationError("--argument is NAME=VALUE, not \(argument)")
            }
            pairs[String(argument[..<equals])] = String(argument[argument.index(after: equals)...])
        }
        return pairs
    }

    /// Asks on the terminal; no reason, or anything but `y`, leaves it.
    private static func ask(reason given: String?) -> String? {
        var reason = given ?? ""
        if reason.allSatisfy(\.isWhitespace) {
            FileHandle.standardError.write(Data("why? ".utf8))
            reason = readLine() ?? ""
        }
        guard !reason.allSatisfy(\.isWhitespace) else { return nil }
        FileHandle.standardError.write(Data("do it? [y/N] ".utf8))
        let answer = (readLine() ?? "").trimmingCharacters(in: .whitespaces).lowercased()
        return answer == "y" || answer == "yes" ? reason : nil
    }

    private static func json(_ report: ActionReport) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(report), as: UTF8.self)
    }

    private static func text(_ report: ActionReport) -> String {
        let word = report.state.rawValue.replacing("_", with: " ")
        var lines = ["\(word): \(report.sentence)"]
        if report.state == .planned { lines += report.planLines }
        lines += report.difference.map { "  \($0)" }
        if !report.id.isEmpty, report.state == .accepted { lines.append("command \(report.id)") }
        return lines.map(SafeText.visible).joined(separator: "\n")
    }

    private static func end(_ state: ActionReport.State) throws {
        switch state {
        case .planned, .accepted, .verified: return
        case .inDoubt, .unreachable: throw ExitStatus.unreachable
        default: throw ExitStatus.notFine
        }
    }
}
