/// A word that a service said about its health, and what it means by the word table of formats.md 2.1.
struct HealthWord: Sendable, Equatable {
    /// As it was written.
    let text: String
    let health: Health
    /// False for a word that is in no row of the table: then a 2xx says more than the word.
    let isKnown: Bool
    /// True for words of a service that is on its way up: they stay `unknown` even with a 503.
    let isStarting: Bool

    init(_ text: some StringProtocol) {
        self.text = String(text)
        let key = text.lowercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber) }
        let known = Self.table[key]
        health = known ?? .unknown
        isKnown = known != nil
        isStarting = Self.starting.contains(key)
    }

    /// A word whose meaning its format gives.
    init(_ text: String, _ health: Health) {
        self.text = text
        self.health = health
        isKnown = true
        isStarting = false
    }

    /// The word for JSON strings, booleans; nil for anything else.
    init?(_ value: JSONValue?) {
        switch value {
        case .string(let text): self.init(text)
        case .bool(let good): self.init(good ? "true" : "false")
        default: return nil
        }
    }

    private static let starting: Set<String> = ["starting", "initializing", "preinitializing"]

    private static let table: [String: Health] = {
        let rows: [(Health, String)] = [
            (.healthy, "up ok pass passing healthy serving live ready alive available green true"),
            (.degraded, "degraded warn warning partial yellow circuithalfopen circuitopen"),
            (
                .unhealthy,
                "down fail failed failing error critical unhealthy outofservice notserving notready draining red false "
                    + "maintenance"
            ),
            (.unknown, "unknown serviceunknown starting initializing preinitializing"),
        ]
        return Dictionary(
            uniqueKeysWithValues: rows.flatMap { health, words in
                words.split(separator: " ").map { (String($0), health) }
            })
    }()
}
