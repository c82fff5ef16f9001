/// `application/health+json`, draft-inadarei-api-health-check-06 (formats.md 2.3).
enum HealthJSONFormat {
    static func read(_ value: JSONValue) -> BodyReading? {
        guard value.object != nil, let stated = HealthWord(value["status"]) else { return nil }
        var reading = BodyReading(.healthJSON, stated: stated)
        var budget = AnsweredCheck.limit
        for member in value["checks"]?.object ?? [] {
            // Several items below one key are several nodes; some servers send one object instead of an array.
            for item in member.value.array ?? [member.value] where budget > 0 {
                budget -= 1
                reading.checks.append(check(member.key, item))
            }
        }
        reading.note = HarmlessText.line(value["output"]?.string ?? "")
        return reading
    }

    private static func check(_ key: String, _ item: JSONValue) -> AnsweredCheck {
        var name = key
        if let id = item["componentId"]?.string, !id.isEmpty { name += " \(id)" }
        var parts: [String] = []
        if let observed = item["observedValue"] {
            parts.append("\(observed.line)\(item["observedUnit"]?.string.map { " \($0)" } ?? "")")
        }
        if let output = item["output"]?.string, !output.isEmpty { parts.append(output) }
        // An item's status is optional: without one it only reports a value.
        let word = HealthWord(item["status"])
        if let word, !word.isKnown { parts.insert(word.text, at: 0) }
        var check = AnsweredCheck.fromOutside(
            name, word?.health ?? .healthy, detail: parts.joined(separator: " · "))
        check.checkedAt = item["time"].flatMap(Timestamp.read)
        return check
    }
}
