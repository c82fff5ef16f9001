/// What a body says in one of the formats, before the HTTP status has its say.
struct BodyReading: Sendable, Equatable {
    var format: HealthFormat
    /// What the body states of the whole; nil when it states nothing.
    var stated: HealthWord?
    /// What follows from the parts when nothing is stated, or what the format's rules make of both.
    var derived: Health?
    /// A sentence about the whole, such as Spring's description or `output` of health+json; harmless.
    var note = ""
    var checks: [AnsweredCheck] = []
    var breakers: [ReportedBreaker] = []

    /// The body's own verdict; nil when it has none, or a word that is in no table.
    var health: Health? {
        if let derived { return derived }
        guard let stated, stated.isKnown else { return nil }
        return stated.health
    }

    init(
        _ format: HealthFormat, stated: HealthWord? = nil, derived: Health? = nil, note: String = "",
        checks: [AnsweredCheck] = [], breakers: [ReportedBreaker] = []
    ) {
        self.format = format
        self.stated = stated
        self.derived = derived
        self.note = note
        self.checks = checks
        self.breakers = breakers
    }
}

extension AnsweredCheck {
    /// So many checks of one answer are kept, over all levels.
    static let limit = 1_000

    /// A check from outside text, with name and detail made harmless.
    static func fromOutside(
        _ name: String, _ health: Health, detail: String = "", children: [AnsweredCheck] = []
    ) -> AnsweredCheck {
        AnsweredCheck(
            name: HarmlessText.line(name, limit: 120), health: health, detail: HarmlessText.line(detail),
            children: children)
    }
}
