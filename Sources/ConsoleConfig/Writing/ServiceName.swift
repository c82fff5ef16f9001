/// Guesses what a service is called from its address.
enum ServiceName {
    /// Parts of addresses that say nothing about whose they are.
    private static let general: Set<String> = [
        "actuator", "api", "check", "clusters", "health", "healthcheck", "healthz", "heartbeat", "internal", "live",
        "liveness", "livez", "localhost", "ops", "ping", "q", "ready", "readiness", "readyz", "service", "services",
        "started", "state", "status", "www",
    ]

    /// The first part of its path that is about it (`/orders/health`), else the first of its host name
    /// (`orders.default.svc`), else its port: `service-18081`.
    static func guess(_ address: EndpointAddress) -> String {
        let inPath = address.pathParts.first(where: isTelling)
        let host = address.host
        switch address.scheme {
        case .unix, .httpUnix:
            let file = host.split(separator: "/").last.map(String.init) ?? "service"
            return inPath ?? (file.split(separator: ".").first.map(String.init) ?? file)
        case .http, .https, .tcp:
            let isNumeric = host.contains(":") || host.allSatisfy { $0 == "." || $0.isNumber }
            let inHost = isNumeric ? nil : host.split(separator: ".").map(String.init).first(where: isTelling)
            return inPath ?? inHost ?? "service-\(address.port)"
        }
    }

    private static func isTelling(_ part: String) -> Bool {
        let isVersion = part.first == "v" && part.dropFirst().allSatisfy(\.isNumber)
        return !part.isEmpty && !isVersion && !general.contains(part.lowercased()) && part.contains(where: \.isLetter)
            && part.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
    }
}

extension EndpointAddress {
    /// What stands between the slashes behind the host, without a query.
    fileprivate var pathParts: [String] {
        let path: Substring
        if scheme == .unix {
            let socket = description.dropFirst("unix:".count)
            path = socket.firstRange(of: ":/").map { socket[$0.upperBound...] } ?? ""
        } else {
            let start = description.firstRange(of: "://")?.upperBound ?? description.startIndex
            path = description[start...].drop { $0 != "/" && $0 != "?" }
        }
        return path.prefix { $0 != "?" }.split(separator: "/").map(String.init)
    }
}
