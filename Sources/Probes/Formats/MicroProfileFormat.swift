/// Eclipse MicroProfile Health `/health`, `/health/live|ready|started`; version 1 wrote `outcome` and `state` where
/// later ones write `status` (formats.md 2.3).
enum MicroProfileFormat {
    static func read(_ value: JSONValue) -> BodyReading? {
        let checks = value["checks"]?.array
        guard let stated = HealthWord(value["status"] ?? value["outcome"]), checks != nil || value["outcome"] != nil
        else { return nil }
        var reading = BodyReading(.microprofile, stated: stated)
        reading.checks = (checks ?? []).prefix(AnsweredCheck.limit).map { item in
            let word = HealthWord(item["status"] ?? item["state"] ?? item["outcome"])
            return AnsweredCheck.fromOutside(
                item["name"]?.string ?? "(no name)", word?.health ?? .unknown, detail: item["data"]?.line ?? "")
        }
        // DOWN without a single check is how a server says that it has not started its applications yet.
        if checks?.isEmpty == true, stated.health == .unhealthy { reading.note = "no checks yet: it is still starting" }
        return reading
    }
}
