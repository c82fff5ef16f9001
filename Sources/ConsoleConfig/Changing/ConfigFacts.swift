/// One setting as text, to be compared and shown.
struct ConfigFact: Equatable {
    var name: String
    var value: String
    /// Compared, never shown.
    var isSecret = false

    var shown: String { value.isEmpty ? "none" : ShownText.plain(value, limit: 100) }
}

/// A config as lists of settings. What a config can say and is missing here would change unnoticed; a test looks.
enum ConfigFacts {
    static func facts(of service: ServiceConfig) -> [ConfigFact] {
        [
            fact("health", service.instances.map(words)), fact("operations", service.operations?.description ?? ""),
            fact("interval", service.interval), fact("timeout", service.timeout),
            fact("degradedAbove", service.degradedAbove), fact("unhealthyAfter", "\(service.unhealthyAfter)"),
            fact("healthyAfter", "\(service.healthyAfter)"), fact("tier", service.tier.rawValue),
            fact("format", service.format.rawValue), fact("everyAddress", "\(service.everyAddress)"),
            fact("mute", "\(service.mute)"), fact("tokenFile", service.tokenFile ?? ""),
            fact("tls.ca", service.tls.authority ?? ""), fact("tls.certificate", service.tls.certificate ?? ""),
            fact("tls.key", service.tls.key ?? ""), fact("tls.insecure", "\(service.tls.insecure)"),
        ] + service.headers.map(fact)
    }

    static func sections(of config: ConsoleConfig) -> [(name: String, facts: [ConfigFact])] {
        let (mapping, alerts) = (config.mapping, config.alerts)
        return [
            (
                "traceLog",
                [
                    fact("path", config.traceLog.paths),
                    fact("memoryLimit", SizeText.format(config.traceLog.memoryLimit)),
                    fact("rotated", "\(config.traceLog.rotated)"),
                ]
            ),
            (
                "mapping",
                [
                    fact("saga.spans", mapping.saga.spans), fact("saga.id", mapping.saga.id),
                    fact("saga.name", mapping.saga.name), fact("step.spans", mapping.step.spans),
                    fact("step.compensations", mapping.step.compensations), fact("step.name", mapping.step.name),
                    fact("breaker.name", mapping.breaker.name), fact("breaker.state", mapping.breaker.state),
                ]
            ),
            (
                "operator",
                [
                    fact("name", config.operator.name), fact("readOnly", "\(config.operator.readOnly)"),
                    fact("tokenFile", config.operator.tokenFile ?? ""),
                ]
            ),
            ("audit", [fact("path", config.audit.path)]), ("history", [fact("path", config.history?.path ?? "")]),
            ("claims", [fact("path", config.claims.path)]),
            (
                "alerts",
                [
                    fact("bell", "\(alerts.bell)"), fact("desktop", alerts.desktop.rawValue),
                    fact("command", alerts.command), fact("commandTimeout", alerts.commandTimeout),
                    fact("minimumHealth", alerts.minimumHealth.rawValue),
                    fact("minimumInterval", alerts.minimumInterval), fact("settle", alerts.settle),
                ]
            ),
            ("screen", [fact("theme", config.theme.rawValue)]),
        ]
    }

    private static func fact(_ name: String, _ value: String) -> ConfigFact { ConfigFact(name: name, value: value) }

    private static func fact(_ name: String, _ value: Duration) -> ConfigFact {
        ConfigFact(name: name, value: DurationText.format(value))
    }

    /// A list whose items may themselves contain commas stays unambiguous: those are quoted.
    private static func fact(_ name: String, _ values: [String]) -> ConfigFact {
        let words = values.map { $0.isEmpty || $0.contains(where: { ",\"\\".contains($0) }) ? JSONText.quoted($0) : $0 }
        return ConfigFact(name: name, value: words.joined(separator: ", "))
    }

    private static func fact(_ header: HeaderConfig) -> ConfigFact {
        let value =
            switch header.value {
            case .text(let text): "text \(text)"
            case .environment(let name, let prefix): "environment \(name) \(prefix)"
            case .file(let path, let prefix): "file \(path) \(prefix)"
            }
        return ConfigFact(name: "header \(ShownText.plain(header.name))", value: value, isSecret: true)
    }

    private static func words(_ instance: InstanceConfig) -> String {
        let name = instance.name.map { "\(JSONText.quoted($0)) " } ?? ""
        let operations = instance.operations.map { " (operations \($0))" } ?? ""
        return name + instance.health.description + operations
    }
}
