/// Writes the sentence that says why an endpoint is what it is: `answered 503 · database: connection refused`.
enum AnswerSentence {
    private static let limit = 300

    static func make(status: Int, _ content: BodyContent, health: Health) -> String {
        var parts = [statusWords(status)]
        if let mismatch = content.mismatch {
            return HarmlessText.line("\(parts[0]) with \(mismatch)", limit: limit)
        }
        if let page = content.page { parts[0] += " with a web page and no word of health: \(page)" }
        if let reading = content.reading {
            if let stated = reading.stated { parts[0] += " \(HarmlessText.line(stated.text, limit: 40))" }
            if !reading.note.isEmpty { parts.append(reading.note) }
            let culprits = culprits(in: reading.checks)
            parts += culprits.prefix(2).map {
                $0.detail.isEmpty ? "\($0.name): \($0.health)" : "\($0.name): \($0.detail)"
            }
            if culprits.count > 2 { parts.append("and \(culprits.count - 2) more") }
        }
        let sentence = parts.joined(separator: " · ")
        return sentence.count <= limit ? sentence : String(sentence.prefix(limit)) + "…"
    }

    /// What the status says, and for those that mean a mistake in the config, what to do.
    private static func statusWords(_ status: Int) -> String {
        switch status {
        case 401: "answered 401: credentials are missing or wrong; check the endpoint's headers or token"
        case 403: "answered 403: the credentials are not allowed to see this"
        case 404: "answered 404: nothing at this path; check the URL"
        case 405: "answered 405: this path takes no GET; check the URL"
        default: "answered \(status)"
        }
    }

    /// The worst checks by their deepest names, the worst first, in the order of the answer; only bad ones.
    private static func culprits(in checks: [AnsweredCheck]) -> [AnsweredCheck] {
        guard let worst = checks.map(\.health).max(), worst >= .degraded else { return [] }
        return checks.filter { $0.health == worst }.flatMap { check in
            let below = culprits(in: check.children).filter { $0.health == worst }
            return below.isEmpty ? [check] : below
        }
    }
}
