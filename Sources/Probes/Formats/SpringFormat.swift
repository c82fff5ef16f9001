/// Spring Boot Actuator's `/actuator/health` of Boot 1 to 3, whole, a group or a component (formats.md 2.3).
enum SpringFormat {
    static let words: Set<String> = ["UP", "DOWN", "OUT_OF_SERVICE", "UNKNOWN"]
    /// Deeper than any real nesting of contributors; what is below is left out.
    private static let depthLimit = 16

    static func read(_ value: JSONValue) -> BodyReading? {
        guard value.object != nil else { return nil }
        // Boot 1 wrote the components flat beside `status`.
        let components = self.components(of: value) ?? flatComponents(of: value)
        guard value["status"] != nil || !components.isEmpty else { return nil }
        var budget = AnsweredCheck.limit
        var breakers: [ReportedBreaker] = []
        let checks = components.compactMap { check($0.key, $0.value, depth: 0, &budget, &breakers) }
        var reading = BodyReading(.spring, stated: HealthWord(value["status"]), checks: checks, breakers: breakers)
        reading.note = value["description"]?.string.map { HarmlessText.line($0) } ?? ""
        reading.derived = derived(reading)
        return reading
    }

    /// The stated word rules, but for one thing: Spring's aggregate ignores words outside its list, so it says UP while
    /// a breaker is open or a component outside the group is down. That is worth being `degraded`.
    private static func derived(_ reading: BodyReading) -> Health? {
        guard let stated = reading.stated else { return reading.checks.map(\.health).max() }
        guard stated.isKnown, stated.health == .healthy else { return nil }
        return reading.checks.contains { $0.health >= .degraded } ? .degraded : nil
    }

    private static func components(of value: JSONValue) -> [JSONValue.Member]? {
        if let components = value["components"]?.object { return components }
        // Boot 2.0 and 2.1 called them `details`; a leaf's own `details` are plain facts.
        guard let details = value["details"]?.object, !details.isEmpty else { return nil }
        return details.allSatisfy { $0.value["status"] != nil } ? details : nil
    }

    private static func flatComponents(of value: JSONValue) -> [JSONValue.Member] {
        (value.object ?? []).filter { $0.key != "details" && $0.value["status"] != nil }
    }

    private static func check(
        _ name: String, _ value: JSONValue, depth: Int, _ budget: inout Int, _ breakers: inout [ReportedBreaker]
    ) -> AnsweredCheck? {
        guard budget > 0, depth < depthLimit else { return nil }
        budget -= 1
        let word = HealthWord(value["status"])
        if let breaker = Resilience4jFormat.breaker(name, value["details"]) {
            breakers.append(breaker)
            return AnsweredCheck.fromOutside(
                name, word.map { max($0.health, breaker.health) } ?? breaker.health, detail: breaker.sentence)
        }
        var children: [AnsweredCheck] = []
        for member in components(of: value) ?? [] {
            if let child = check(member.key, member.value, depth: depth + 1, &budget, &breakers) {
                children.append(child)
            }
        }
        var health = word?.health ?? children.map(\.health).max() ?? .unknown
        // A custom word says nothing by itself, and Spring answers 200 for it; what hangs below may say more.
        if let word, !word.isKnown || word.health == .unknown, let worst = children.map(\.health).max(),
            worst > .unknown
        {
            health = worst
        }
        return AnsweredCheck.fromOutside(
            name, health, detail: detail(value, word, hasChildren: !children.isEmpty), children: children)
    }

    private static func detail(_ value: JSONValue, _ word: HealthWord?, hasChildren: Bool) -> String {
        var parts: [String] = []
        if let word, !words.contains(word.text) { parts.append(word.text) }
        if let description = value["description"]?.string { parts.append(description) }
        if !hasChildren {
            if let details = value["details"], details.object?.isEmpty != true { parts.append(details.line) }
            // Boot 1 has a leaf's facts beside its status.
            if value["details"] == nil,
                let facts = value.object?.filter({ $0.key != "status" && $0.key != "components" }),
                value["description"] == nil, !facts.isEmpty
            {
                parts.append(JSONValue.object(facts).line)
            }
        }
        return parts.joined(separator: " · ")
    }
}
