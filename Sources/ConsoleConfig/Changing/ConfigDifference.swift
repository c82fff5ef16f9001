/// What changed between two configs, in words: "orders: interval 5s → 2s", "billing added".
public struct ConfigDifference: Sendable, Equatable, CustomStringConvertible {
    /// One thing that changed.
    public struct Change: Sendable, Hashable, CustomStringConvertible {
        /// The service or the part of the config: `orders`, `traceLog`.
        public var subject: String
        /// What happened to it: `interval 5s → 2s`, `added`. Never the value of a secret.
        public var sentence: String
        /// The subject is a part of the config, not a service of the same name.
        public var isOfSection: Bool

        /// A change.
        public init(subject: String, sentence: String, isOfSection: Bool = false) {
            self.isOfSection = isOfSection
            self.subject = subject
            self.sentence = sentence
        }

        /// `orders: interval 5s → 2s`, `billing added`
        public var description: String {
            ["added", "removed"].contains(sentence) ? "\(subject) \(sentence)" : "\(subject): \(sentence)"
        }
    }

    /// Services first, in the order of the new config, then the removed ones, then the rest.
    public var changes: [Change]

    /// Compares two configs; no changes exactly when they are equal.
    public init(from old: ConsoleConfig, to new: ConsoleConfig) {
        changes = Self.services(old.services, new.services)
        for (before, after) in zip(ConfigFacts.sections(of: old), ConfigFacts.sections(of: new)) {
            changes += Self.changes(of: after.name, before.facts, after.facts).map { change in
                var change = change
                change.isOfSection = true
                return change
            }
        }
    }

    /// All changes in one line; "nothing changed" without any.
    public var description: String {
        changes.isEmpty ? "nothing changed" : changes.map(\.description).joined(separator: "; ")
    }

    private static func services(_ old: [ServiceConfig], _ new: [ServiceConfig]) -> [Change] {
        let before = Dictionary(old.map { ($0.name, $0) }) { first, _ in first }
        let after = Set(new.map(\.name))
        var changes: [Change] = []
        for service in new {
            if let known = before[service.name] {
                changes += Self.changes(
                    of: service.name, ConfigFacts.facts(of: known), ConfigFacts.facts(of: service))
            } else {
                changes.append(Change(subject: service.name, sentence: "added"))
            }
        }
        changes += old.filter { !after.contains($0.name) }.map { Change(subject: $0.name, sentence: "removed") }
        let kept = old.map(\.name).filter(after.contains)
        if kept != new.map(\.name).filter({ before[$0] != nil }) {
            changes.append(Change(subject: "services", sentence: "in another order"))
        }
        return changes
    }

    private static func changes(of subject: String, _ old: [ConfigFact], _ new: [ConfigFact]) -> [Change] {
        var left = old
        var changes: [Change] = []
        for fact in new {
            let index = left.firstIndex { $0.name == fact.name }
            let before = index.map { left.remove(at: $0) }
            if before?.value != fact.value { changes.append(change(of: subject, fact.name, before, fact)) }
        }
        return changes + left.map { change(of: subject, $0.name, $0, nil) }
    }

    private static func change(
        of subject: String, _ name: String, _ old: ConfigFact?, _ new: ConfigFact?
    ) -> Change {
        let isSecret = old?.isSecret == true || new?.isSecret == true
        let sentence =
            isSecret
            ? "\(name) \(old == nil ? "added" : new == nil ? "removed" : "changed")"
            : "\(name) \(old?.shown ?? "none") → \(new?.shown ?? "none")"
        return Change(subject: ShownText.plain(subject), sentence: sentence)
    }
}
