/// Makes the config out of values that fit. What was not written keeps the default of its type.
enum ConfigDecoder {
    /// The whole config. Relative defaults of paths start from the config's folder, as written ones do.
    static func config(
        _ root: CheckedValue, files: FileChecker, environment: [String: String]
    ) -> ConsoleConfig {
        var config = ConsoleConfig()
        config.services = (root["services"]?.items ?? []).compactMap { service($0.completed(by: root["defaults"])) }
        root["traceLog"].map { config.traceLog = traceLog($0) }
        root["mapping"].map { config.mapping = mapping($0) }
        config.operator.name = loginName(environment) ?? config.operator.name
        root["operator"].map { `operator`($0, &config.operator) }
        config.audit.path = root["audit"]?["path"]?.path ?? files.fromFolder(config.audit.path)
        config.claims.path = root["claims"]?["path"]?.path ?? files.fromFolder(config.claims.path)
        config.history = root["history"]?["path"]?.path.map(HistoryConfig.init)
        root["alerts"].map { config.alerts = alerts($0) }
        root["theme"]?.word().map { config.theme = $0 }
        return config
    }

    private static func traceLog(_ value: CheckedValue) -> TraceLogConfig {
        var log = TraceLogConfig()
        guard case .object = value.kind else {
            log.paths = value.items.compactMap(\.path)
            return log
        }
        log.paths = value["path"]?.items.compactMap(\.path) ?? []
        value["memoryLimit"]?.size.map { log.memoryLimit = $0 }
        value["rotated"]?.boolean.map { log.rotated = $0 }
        return log
    }

    /// Who is logged in. Without it two people who share a config would be one: each would read "mine" on what the
    /// other has taken, and the audit log could not tell them apart.
    private static func loginName(_ environment: [String: String]) -> String? {
        [environment["USER"], environment["LOGNAME"]].compactMap(\.self).first { name in
            (1...100).contains(name.count) && name.unicodeScalars.allSatisfy { $0.value > 0x1F && $0.value != 0x7F }
        }
    }

    private static func `operator`(_ value: CheckedValue, _ person: inout OperatorConfig) {
        value["name"]?.text.map { person.name = $0 }
        value["readOnly"]?.boolean.map { person.readOnly = $0 }
        person.tokenFile = value["tokenFile"]?.path
    }

    private static func alerts(_ value: CheckedValue) -> AlertsConfig {
        var alerts = AlertsConfig()
        value["bell"]?.boolean.map { alerts.bell = $0 }
        value["desktop"]?.word().map { alerts.desktop = $0 }
        alerts.command = value["command"]?.items.compactMap(\.text) ?? []
        value["commandTimeout"]?.duration.map { alerts.commandTimeout = $0 }
        value["minimumHealth"]?.word().map { alerts.minimumHealth = $0 }
        value["minimumInterval"]?.duration.map { alerts.minimumInterval = $0 }
        value["settle"]?.duration.map { alerts.settle = $0 }
        return alerts
    }

    private static func mapping(_ value: CheckedValue) -> MappingConfig {
        func words(_ object: String, _ key: String) -> [String] {
            value[object]?[key]?.items.compactMap(\.text) ?? []
        }
        return MappingConfig(
            saga: .init(spans: words("saga", "spans"), id: words("saga", "id"), name: words("saga", "name")),
            step: .init(
                spans: words("step", "spans"), compensations: words("step", "compensations"),
                name: words("step", "name")),
            breaker: .init(name: words("breaker", "name"), state: words("breaker", "state")))
    }
}
