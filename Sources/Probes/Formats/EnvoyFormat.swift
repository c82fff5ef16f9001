import Foundation

/// Envoy's admin `/clusters` as text and as JSON (formats.md 2.3). `/ready` is one word and needs no format.
enum EnvoyFormat {
    /// One host of a cluster, by what Envoy thinks of it.
    struct Host {
        var address: String
        var health: Health
        var detail: String
    }

    static func read(_ value: JSONValue) -> BodyReading? {
        guard let clusters = value["cluster_statuses"]?.array else { return nil }
        return reading(
            of: clusters.prefix(AnsweredCheck.limit).map { cluster in
                let hosts = (cluster["host_statuses"]?.array ?? []).map(host)
                return (cluster["name"]?.string ?? "(no name)", hosts)
            })
    }

    static func read(text: String) -> BodyReading? {
        var order: [String] = []
        var hosts: [String: [Host]] = [:]
        for line in text.split(whereSeparator: \.isNewline) {
            guard let cut = line.range(of: "::", options: .backwards) else { continue }
            let value = String(line[cut.upperBound...])
            let rest = line[..<cut.lowerBound]
            if let stat = rest.range(of: "::health_flags", options: [.backwards, .anchored]) {
                let (cluster, address) = split(rest[..<stat.lowerBound])
                if hosts[cluster] == nil { order.append(cluster) }
                hosts[cluster, default: []].append(host(address, flags: value))
            } else if let stat = rest.range(of: "::added_via_api", options: [.backwards, .anchored]) {
                let cluster = String(rest[..<stat.lowerBound])
                if hosts[cluster] == nil {
                    order.append(cluster)
                    hosts[cluster] = []
                }
            }
        }
        if order.isEmpty { return nil }
        return reading(of: order.prefix(AnsweredCheck.limit).map { ($0, hosts[$0] ?? []) })
    }

    private static func reading(of clusters: [(name: String, hosts: [Host])]) -> BodyReading {
        var budget = AnsweredCheck.limit
        let checks = clusters.map { cluster in
            let hosts = cluster.hosts.prefix(budget)
            budget -= hosts.count
            let children = hosts.map { AnsweredCheck.fromOutside($0.address, $0.health, detail: $0.detail) }
            let good = cluster.hosts.count { $0.health == .healthy }
            let detail = cluster.hosts.isEmpty ? "no hosts" : "\(good) of \(cluster.hosts.count) hosts good"
            return AnsweredCheck.fromOutside(
                cluster.name, health(of: cluster.hosts), detail: detail, children: children)
        }
        return BodyReading(.envoy, derived: checks.map(\.health).max() ?? .unknown, checks: checks)
    }

    /// All good is healthy, some good is degraded, none is unhealthy; a degraded host still serves.
    private static func health(of hosts: [Host]) -> Health {
        if hosts.isEmpty { return .unknown }
        if hosts.allSatisfy({ $0.health == .healthy }) { return .healthy }
        return hosts.allSatisfy { $0.health == .unhealthy } ? .unhealthy : .degraded
    }

    /// `::` also stands in names and in IPv6 addresses (`svc::odd::[::1]:19912`), so the host is cut off the right end.
    private static func split(_ text: Substring) -> (cluster: String, address: String) {
        if let port = text.range(of: "]:", options: .backwards), text[port.upperBound...].allSatisfy(\.isNumber),
            let open = text.range(of: "::[", options: .backwards, range: text.startIndex..<port.lowerBound)
        {
            return (String(text[..<open.lowerBound]), String(text[text.index(open.lowerBound, offsetBy: 2)...]))
        }
        guard let cut = text.range(of: "::", options: .backwards) else { return (String(text), "") }
        return (String(text[..<cut.lowerBound]), String(text[cut.upperBound...]))
    }

    /// `healthy`, or flags joined: `/failed_active_hc/active_hc_timeout`. Only degraded or pending flags leave it serving.
    private static func host(_ address: String, flags: String) -> Host {
        if flags == "healthy" { return Host(address: address, health: .healthy, detail: "") }
        let flags = flags.split(separator: "/")
        let serves = flags.allSatisfy { $0.hasPrefix("degraded_") || $0 == "pending_active_hc" }
        let health: Health = flags.isEmpty ? .unknown : serves ? .degraded : .unhealthy
        return Host(address: address, health: health, detail: flags.joined(separator: ", "))
    }

    /// `eds_health_status` stays HEALTHY on ejected hosts, so the booleans decide first; false ones are left out.
    private static func host(_ value: JSONValue) -> Host {
        let status = value["health_status"]
        var flags = (status?.object ?? []).filter { $0.value.bool == true }.map(\.key)
        let eds = status?["eds_health_status"]?.string ?? "HEALTHY"
        if !["HEALTHY", "UNKNOWN"].contains(eds) { flags.append("eds_\(eds.lowercased())") }
        let serves = flags.allSatisfy {
            $0.hasPrefix("degraded_") || $0.hasPrefix("failed_degraded_") || $0 == "eds_degraded"
                || $0 == "pending_active_hc"
        }
        let health: Health = flags.isEmpty ? .healthy : serves ? .degraded : .unhealthy
        return Host(address: address(value), health: health, detail: flags.joined(separator: ", "))
    }

    private static func address(_ host: JSONValue) -> String {
        if let pipe = host["address"]?["pipe"]?["path"]?.string { return pipe }
        let socket = host["address"]?["socket_address"]
        let name = socket?["address"]?.string ?? host["hostname"]?.string ?? "(no address)"
        guard let port = socket?["port_value"]?.int else { return name }
        return name.contains(":") ? "[\(name)]:\(port)" : "\(name):\(port)"
    }
}
