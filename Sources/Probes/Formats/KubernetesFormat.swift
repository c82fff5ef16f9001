/// Kubernetes' `/livez`, `/readyz`, `/healthz` with `?verbose`; a failure is always verbose (formats.md 2.3):
/// `[+]ping ok`, `[-]etcd failed: reason withheld`, `[+]x excluded: ok`, `warn: …`, `readyz check passed`.
enum KubernetesFormat {
    static func read(text: String) -> BodyReading? {
        let lines = text.split(whereSeparator: \.isNewline)
        guard lines.contains(where: { $0.hasPrefix("[+]") || $0.hasPrefix("[-]") }) else { return nil }
        var reading = BodyReading(.kubernetes)
        for line in lines {
            if line.hasPrefix("[+]") || line.hasPrefix("[-]") {
                guard reading.checks.count < AnsweredCheck.limit else { continue }
                reading.checks.append(check(line.dropFirst(3), isGood: line.hasPrefix("[+]")))
            } else if line.hasSuffix("check passed") {
                reading.stated = HealthWord("passed", .healthy)
            } else if line.hasSuffix("check failed") {
                reading.stated = HealthWord("failed", .unhealthy)
            } else if line.hasPrefix("warn:") {
                reading.note = HarmlessText.line(line)
            }
        }
        if reading.stated == nil { reading.derived = reading.checks.map(\.health).max() }
        return reading
    }

    private static func check(_ line: Substring, isGood: Bool) -> AnsweredCheck {
        let end = line.firstIndex(of: " ") ?? line.endIndex
        let rest = line[end...].drop { $0 == " " }
        return AnsweredCheck.fromOutside(
            String(line[..<end]), isGood ? .healthy : .unhealthy, detail: rest == "ok" ? "" : String(rest))
    }
}
