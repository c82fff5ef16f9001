/// Consul's `/v1/health/service/:name` and the agent's `/v1/agent/health/service/…` (formats.md 2.3).
enum ConsulFormat {
    static func read(_ value: JSONValue) -> BodyReading? {
        // The agent answers one object when asked by id.
        if value["AggregatedStatus"] != nil { return reading(of: [value]) }
        guard let items = value.array else { return nil }
        guard items.allSatisfy({ $0["Checks"] != nil || $0["AggregatedStatus"] != nil || $0["Service"] != nil }) else {
            return nil
        }
        if items.isEmpty {
            return BodyReading(.consul, derived: .unknown, note: "no such service, or no instance of it")
        }
        return reading(of: items)
    }

    private static func reading(of items: [JSONValue]) -> BodyReading {
        var budget = AnsweredCheck.limit
        let instances = items.prefix(AnsweredCheck.limit).map { instance($0, &budget) }
        let good = instances.count { $0.health == .healthy }
        let derived: Health
        if good == instances.count {
            derived = .healthy
        } else if instances.contains(where: { $0.health < .unhealthy }) {
            derived = .degraded
        } else {
            derived = .unhealthy
        }
        let note = good == instances.count ? "" : "\(good) of \(instances.count) instances passing"
        return BodyReading(.consul, derived: derived, note: note, checks: instances)
    }

    /// An instance is as good as its worst check; maintenance is a critical check of its own.
    private static func instance(_ item: JSONValue, _ budget: inout Int) -> AnsweredCheck {
        let service = item["Service"]
        let address = service?["Address"]?.string.flatMap { $0.isEmpty ? nil : $0 } ?? item["Node"]?["Address"]?.string
        let port = service?["Port"]?.int.map { ":\($0)" } ?? ""
        let id = service?["ID"]?.string ?? service?["Service"]?.string ?? item["Node"]?["Node"]?.string ?? "(no name)"
        // The catalog calls the list `Checks`; the agent's text form has none.
        let checks = (item["Checks"]?.array ?? []).prefix(max(0, budget)).map(check)
        budget -= checks.count
        let worst = checks.map(\.health).max()
        let stated = HealthWord(item["AggregatedStatus"])?.health
        return AnsweredCheck.fromOutside(
            id, [worst, stated].compactMap { $0 }.max() ?? .unknown, detail: address.map { $0 + port } ?? "",
            children: checks)
    }

    private static func check(_ item: JSONValue) -> AnsweredCheck {
        let id = item["CheckID"]?.string ?? ""
        let name = item["Name"]?.string.flatMap { $0.isEmpty ? nil : $0 } ?? id
        var detail = item["Output"]?.string ?? ""
        if detail.isEmpty { detail = item["Notes"]?.string ?? "" }
        if id == "_node_maintenance" || id.hasPrefix("_service_maintenance:") {
            detail = detail.isEmpty ? "in maintenance" : "in maintenance: \(detail)"
        }
        return AnsweredCheck.fromOutside(name, HealthWord(item["Status"])?.health ?? .unknown, detail: detail)
    }
}
