/// ASP.NET Core's health checks: the default text writer and the UI JSON writer (formats.md 2.3).
enum AspNetFormat {
    static func read(_ value: JSONValue) -> BodyReading? {
        guard let members = value.object else { return nil }
        // The UI writer answers `{}` when there was no report.
        if members.isEmpty { return BodyReading(.aspnet) }
        guard value["entries"]?.object != nil || value["totalDuration"] != nil else { return nil }
        var reading = BodyReading(.aspnet, stated: word(value["status"]))
        reading.checks = (value["entries"]?.object ?? []).prefix(AnsweredCheck.limit).map { check($0.key, $0.value) }
        return reading
    }

    static func read(text: String) -> BodyReading? {
        guard ["Healthy", "Degraded", "Unhealthy"].contains(text) else { return nil }
        return BodyReading(.aspnet, stated: HealthWord(text))
    }

    private static func check(_ name: String, _ entry: JSONValue) -> AnsweredCheck {
        var parts: [String] = []
        if let description = entry["description"]?.string, !description.isEmpty { parts.append(description) }
        if let exception = entry["exception"]?.string, exception != entry["description"]?.string {
            parts.append(exception)
        }
        if let seconds = entry["duration"]?.string.flatMap(duration) {
            parts.append("took \(DurationText.short(.seconds(seconds)))")
        }
        if let data = entry["data"], data.object?.isEmpty != true { parts.append(data.line) }
        return AnsweredCheck.fromOutside(
            name, word(entry["status"])?.health ?? .unknown, detail: parts.joined(separator: " · "))
    }

    /// The status may be the enum's number.
    private static func word(_ value: JSONValue?) -> HealthWord? {
        guard case .number = value else { return HealthWord(value) }
        switch value?.int {
        case 0: return HealthWord("Unhealthy")
        case 1: return HealthWord("Degraded")
        case 2: return HealthWord("Healthy")
        default: return nil
        }
    }

    /// Seconds of a .NET TimeSpan: `[-][d.]hh:mm:ss[.fffffff]`.
    static func duration(_ text: String) -> Double? {
        let isNegative = text.hasPrefix("-")
        let parts = text.drop { $0 == "-" }.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 3, let minutes = Int(parts[1]), let seconds = Double(parts[2]), seconds >= 0 else {
            return nil
        }
        let dayAndHour = parts[0].split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(dayAndHour.count), let hours = Int(dayAndHour[dayAndHour.count - 1]) else { return nil }
        let days = dayAndHour.count == 2 ? Int(dayAndHour[0]) : 0
        guard let days, (0..<100_000_000).contains(days), (0..<24).contains(hours), (0..<60).contains(minutes)
        else { return nil }
        let total = Double(days * 86_400 + hours * 3_600 + minutes * 60) + seconds
        return isNegative ? -total : total
    }
}
