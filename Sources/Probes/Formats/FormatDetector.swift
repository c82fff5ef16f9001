/// Tells from a body which format it is in, in the order of formats.md 2.1, whatever the HTTP status and content type.
enum FormatDetector {
    /// JSON by its shape; nil for a shape that is no health answer.
    static func read(_ value: JSONValue) -> BodyReading? {
        guard value.object != nil else {
            if case .array = value { return ConsulFormat.read(value) }
            return HealthWord(value).map { BodyReading(.plain, stated: $0) }
        }
        let status = value["status"]?.string ?? ""
        if let checks = value["checks"]?.object, !checks.isEmpty {
            return isHealthJSON(checks, status: status) ? HealthJSONFormat.read(value) : NativeFormat.read(value)
        }
        if ["pass", "warn", "fail"].contains(status.lowercased()) { return HealthJSONFormat.read(value) }
        if value["checks"]?.array != nil || value["outcome"] != nil { return MicroProfileFormat.read(value) }
        if value["entries"] != nil || value["totalDuration"] != nil { return AspNetFormat.read(value) }
        if value["cluster_statuses"] != nil { return EnvoyFormat.read(value) }
        if value["AggregatedStatus"] != nil { return ConsulFormat.read(value) }
        if value["components"] != nil || value["groups"] != nil || SpringFormat.words.contains(status)
            || value["details"]?.object != nil
        {
            return SpringFormat.read(value)
        }
        if value["circuitBreakers"] != nil { return Resilience4jFormat.read(value) }
        if Health(rawValue: status.lowercased()) != nil { return NativeFormat.read(value) }
        return HealthWord(value["status"]).map { BodyReading(.plain, stated: $0) }
    }

    /// Text by its first characters; nil for text whose first word is nobody's health word.
    static func read(text: String) -> BodyReading? {
        if let kubernetes = KubernetesFormat.read(text: text) { return kubernetes }
        if text.contains("::"), let envoy = EnvoyFormat.read(text: text) { return envoy }
        if let aspnet = AspNetFormat.read(text: text) { return aspnet }
        return plain(text: text)
    }

    /// The first word of a text. HTML has none.
    static func plain(text: String) -> BodyReading? {
        guard let first = text.split(whereSeparator: { $0.isWhitespace || $0 == ":" || $0 == "," }).first,
            !first.hasPrefix("<"), first.utf8.count <= 40
        else { return nil }
        let word = HealthWord(first)
        return word.isKnown ? BodyReading(.plain, stated: word) : nil
    }

    private static func isHealthJSON(_ checks: [JSONValue.Member], status: String) -> Bool {
        if checks.contains(where: { $0.value.array != nil }) { return true }
        if ["pass", "warn", "fail"].contains(status.lowercased()) { return true }
        return checks.contains { $0.value["componentType"] != nil || $0.value["observedValue"] != nil }
    }
}
