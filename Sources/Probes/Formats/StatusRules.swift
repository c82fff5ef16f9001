/// Weighs an HTTP status and what a body says against each other (formats.md 2.1).
enum StatusRules {
    /// 2xx healthy, 429 degraded (Consul's warning), 5xx unhealthy; any other says that URL or credentials are wrong,
    /// not that the service is down.
    static func health(of status: Int) -> Health {
        switch status {
        case 200..<300: .healthy
        case 429: .degraded
        case 500..<600: .unhealthy
        default: .unknown
        }
    }

    /// The worse of both, but: a 2xx beats a word that nobody knows; a 503 with a word of starting stays unknown; a 4xx
    /// or redirect beats a mere word, for an error page can say anything.
    /// - Parameter mismatch: the body is not in the format that was expected, so a 2xx proves nothing.
    static func combine(status: Int, _ reading: BodyReading?, mismatch: Bool) -> Health {
        let byStatus = health(of: status)
        if mismatch { return max(byStatus, .unknown) }
        guard let reading, let byBody = reading.health else { return byStatus }
        if status == 503, reading.stated?.isStarting == true { return .unknown }
        // Consul's agent answers 404 and 400 for a service that it does not have, with a word all the same.
        if byStatus == .unknown, reading.format == .plain || reading.format == .consul { return .unknown }
        return max(byStatus, byBody)
    }
}
