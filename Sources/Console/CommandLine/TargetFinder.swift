import Foundation
import Operations
import OperationsClient

/// Finds what a command line names, by asking every Operations API of the config.
struct TargetFinder: Sendable {
    let clients: OperationsClients
    let now: @Sendable () -> Date

    /// What asking has come to.
    enum Finding: Sendable {
        case found(ActionIntent, role: String, kinds: Set<String>)
        case refused(Refusal)
        /// Nobody answered; why.
        case unreachable(String)
    }

    /// Finds a command's target.
    /// - Parameter service: only this service is asked.
    func find(
        _ kind: CommandKind, _ target: String, service: String?, arguments: [String: JSONValue], expiresIn: Duration?
    ) async -> Finding {
        let asked = clients.entries.filter { service == nil || $0.id.service == service }
        guard !asked.isEmpty else {
            return .refused(
                Refusal(
                    code: "no_operations",
                    why: service.map { "\($0) has no Operations API in the config" }
                        ?? "no service has an Operations API in the config",
                    remedy: "give its address in services[].operations"))
        }
        var found: [(ActionIntent, ServiceDescription)] = []
        var known: [String] = []
        var troubles: [String] = []
        for entry in asked {
            do throws(OperationsClientError) {
                let about = try await entry.client.describe()
                let items = try await facts(kind, target, entry.client).filter {
                    // Every service would say of itself what only one of them is meant with.
                    kind.targetKind != .chaos || about.service == $0.name
                }
                known += items.map(\.name)
                for item in items where Self.isSame(item.name, target) {
                    var intent = ActionIntent(
                        service: entry.id.service, instance: entry.id.instance, kind: kind, target: item.name,
                        arguments: arguments, expiresIn: expiresIn)
                    intent.shown = item.fact
                    found.append((intent, about))
                }
            } catch {
                troubles.append("\(entry.id.service): \(CommandProblem(error, service: entry.id.service).sentence)")
            }
        }
        if found.count == 1, let (intent, about) = found.first {
            return .found(intent, role: about.role.rawValue, kinds: Set(about.commands.map(\.rawValue)))
        }
        if found.count > 1 {
            let services = found.map { $0.0.service }.joined(separator: ", ")
            return .refused(
                Refusal(code: "ambiguous", why: "\(target) is in \(services)", remedy: "say which with --service"))
        }
        if troubles.count == asked.count { return .unreachable(troubles.joined(separator: "; ")) }
        let near = known.sorted().prefix(5).joined(separator: ", ")
        let silent = troubles.isEmpty ? "" : "; not asked: \(troubles.joined(separator: "; "))"
        return .refused(
            Refusal(
                code: "not_found", why: "there is no \(kind.targetKind.rawValue) \(target)\(silent)",
                remedy: near.isEmpty ? "" : "there are \(near)"))
    }

    /// The target as it is now; `nil` for one that is not there.
    func fact(of intent: ActionIntent) async throws(OperationsClientError) -> TargetFact? {
        guard let client = clients.entry(service: intent.service, instance: intent.instance)?.client else { return nil }
        return try await facts(intent.kind, intent.target, client).first { $0.name == intent.target }?.fact
    }

    private struct Item {
        var name: String
        var fact: TargetFact?
    }

    private func facts(
        _ kind: CommandKind, _ target: String, _ client: OperationsClient
    ) async throws(OperationsClientError) -> [Item] {
        let asOf = now()
        let age: TimeInterval = 30
        switch kind.targetKind {
        case .breaker:
            return try await client.breakers().items.map {
                Item(name: $0.name, fact: TargetFact($0, asOf: asOf, staleAfter: age))
            }
        case .saga:
            do {
                let saga = try await client.saga(target).summary
                return [Item(name: saga.id, fact: TargetFact(saga, asOf: asOf, staleAfter: age))]
            } catch {
                if case .refused(let problem) = error, problem.code == .notFound { return [] }
                throw error
            }
        case .projection, .subscription:
            return try await client.projections().items.map {
                Item(name: $0.name, fact: TargetFact($0, asOf: asOf, staleAfter: age))
            }
        case .deadLetter:
            return try await client.deadLetters(limit: 1_000).items.map {
                Item(name: $0.id, fact: TargetFact($0, asOf: asOf, staleAfter: age))
            }
        case .chaos, .other: return [Item(name: target, fact: nil)]
        }
    }

    /// Arrows are hard to type: `orders->payments` is `orders → payments`.
    static func isSame(_ name: String, _ typed: String) -> Bool {
        func plain(_ text: String) -> String {
            text.replacing("->", with: "→").filter { !$0.isWhitespace }.lowercased()
        }
        return name == typed || plain(name) == plain(typed)
    }
}
