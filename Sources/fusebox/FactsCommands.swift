import ArgumentParser
import Console
import ConsoleConfig
import Foundation
import TerminalUI

/// What the commands that list facts have in common.
struct FactsOptions: ParsableArguments {
    @OptionGroup var option: ConfigOption

    @Option(help: "Only what matches, as in the console.")
    var filter = ""

    @Option(help: "At most so many.")
    var limit = 1_000

    @Option(help: "Listen for so long, such as 3s; without it until everybody has been heard once.")
    var after: DurationArgument?

    @Flag(help: "One JSON object with stable keys.")
    var json = false

    func validate() throws {
        guard limit > 0 else { throw ValidationError("--limit is at least 1") }
    }

    /// Listens, prints, and ends as the facts are.
    func answer(_ question: FactsReport.Question, page: Page) async throws {
        let (config, _) = try option.load()
        let settings = SessionSettings(config: config, isReadOnly: true, page: page, filter: filter)
        let console = HeadlessConsole(
            settings: settings, size: Size(width: 200, height: 50), environment: .current)
        let report: FactsReport
        do { report = try await console.facts(question, limit: limit, after: after?.duration) } catch {
            complain("\(error)")
            throw ExitStatus.usage
        }
        if json {
            print(report.json)
        } else if !report.rows.isEmpty {
            print(TextTable.text(report.rows.map { $0.map(SafeText.visible) }))
        }
        guard report.isAnswered else {
            complain("nobody answered: neither an Operations API, nor a health endpoint, nor the trace log")
            throw ExitStatus.unreachable
        }
        if !report.isFine { throw ExitStatus.notFine }
    }
}

/// `fusebox breakers`: every breaker, reported and observed.
struct BreakersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "breakers", abstract: "List circuit breakers with state, rates and where that is known from.",
        discussion: "Exit code 0 when all are closed, 1 when one is not, 2 usage or config, 3 when nobody answered.")

    @OptionGroup var facts: FactsOptions

    func run() async throws { try await facts.answer(.breakers, page: .breakers) }
}

/// `fusebox sagas`: every saga, reported and observed.
struct SagasCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sagas", abstract: "List sagas with status, step and what holds them up.",
        discussion: """
            Exit code 0 when none needs attention or is stuck, 1 when one does, 2 usage or config, 3 when nobody answered.
            """)

    @OptionGroup var facts: FactsOptions

    func run() async throws { try await facts.answer(.sagas, page: .sagas) }
}

/// `fusebox events`: the newest events, projections, or dead letters.
struct EventsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "events", abstract: "List the newest events, projections or dead letters of the services.",
        discussion: """
            Filter: service:orders stream:order-7 type:OrderPlaced saga:order-7f3a some text. Exit code 0 when there are
            events, no projection has stopped, or there are no dead letters; else 1; 2 usage or config, 3 when nobody answered.
            """)

    enum Listing: String, EnumerableFlag {
        case log, projections, deadLetters
    }

    @Flag(help: "What is listed.")
    var listing: Listing = .log

    @OptionGroup var facts: FactsOptions

    func run() async throws {
        switch listing {
        case .log: try await facts.answer(.events, page: .events)
        case .projections: try await facts.answer(.projections, page: .events)
        case .deadLetters: try await facts.answer(.deadLetters, page: .events)
        }
    }
}
