import ResilienceTesting

@testable import ConsoleConfig

/// The text of a config, in a style that changes with the random numbers: quotes, commas, comments, blanks.
struct PrintedConfig {
    private var random: SeededGenerator

    /// A file that reads as `config`.
    static func text(_ config: ConsoleConfig, _ random: SeededGenerator) -> String {
        var printer = PrintedConfig(random: random)
        return printer.print(tree(config)).replacing("\\u0001{", with: "${")
    }

    private init(random: SeededGenerator) { self.random = random }

    private mutating func print(_ value: JSONText) -> String {
        switch value {
        case .null, .boolean, .number: return gap() + value.printed() + gap()
        case .string(let text): return gap() + quoted(text) + gap()
        case .array(let items): return gap() + "[" + joined(items.map { print($0) }) + "]" + gap()
        case .object(let members):
            return gap() + "{" + joined(members.map { key($0) + ":" + print($1) }) + "}" + gap()
        }
    }

    private mutating func joined(_ items: [String]) -> String {
        let comma = !items.isEmpty && Bool.random(using: &random) ? "," : ""
        return items.joined(separator: ",") + comma + gap()
    }

    private mutating func key(_ key: String) -> String {
        let isPlain = key.allSatisfy { $0.isASCII && ($0.isLetter || $0 == "$") }
        return gap() + (isPlain && Bool.random(using: &random) ? key : quoted(key)) + gap()
    }

    private mutating func quoted(_ text: String) -> String {
        let double = JSONText.quoted(text.replacing("${", with: "$${"))
        if Bool.random(using: &random) { return double }
        let inside = double.dropFirst().dropLast().replacing("\\\"", with: "\"")
        return "'" + inside.replacing("'", with: "\\'") + "'"
    }

    private mutating func gap() -> String {
        ["", "", " ", "\n", "\t", "\r\n", " // comment \"{[,\n", "/* a */", "/* , \n */"].randomElement(using: &random)!
    }

    private static func tree(_ config: ConsoleConfig) -> JSONText {
        var members: [(String, JSONText)] = [("services", .array(config.services.map(tree)))]
        if !config.traceLog.paths.isEmpty {
            members.append(
                (
                    "traceLog",
                    .object([
                        ("path", texts(config.traceLog.paths)),
                        ("memoryLimit", .string(SizeText.format(config.traceLog.memoryLimit))),
                        ("rotated", .boolean(config.traceLog.rotated)),
                    ])
                ))
        }
        let (saga, step, breaker) = (config.mapping.saga, config.mapping.step, config.mapping.breaker)
        members.append(
            (
                "mapping",
                .object([
                    (
                        "saga",
                        .object([("spans", texts(saga.spans)), ("id", texts(saga.id)), ("name", texts(saga.name))])
                    ),
                    (
                        "step",
                        .object([
                            ("spans", texts(step.spans)), ("compensations", texts(step.compensations)),
                            ("name", texts(step.name)),
                        ])
                    ), ("breaker", .object([("name", texts(breaker.name)), ("state", texts(breaker.state))])),
                ])
            ))
        members += [
            (
                "operator",
                .object(
                    [("name", .string(config.operator.name)), ("readOnly", .boolean(config.operator.readOnly))]
                        + member("tokenFile", config.operator.tokenFile))
            ), ("audit", .object([("path", .string(config.audit.path))])),
            ("claims", .object([("path", .string(config.claims.path))])),
            ("theme", .string(config.theme.rawValue)), ("alerts", tree(config.alerts)),
        ]
        if let history = config.history { members.append(("history", .object([("path", .string(history.path))]))) }
        return .object(members)
    }

    private static func tree(_ alerts: AlertsConfig) -> JSONText {
        .object(
            [
                ("bell", .boolean(alerts.bell)), ("desktop", .string(alerts.desktop.rawValue)),
                ("commandTimeout", duration(alerts.commandTimeout)),
                ("minimumHealth", .string(alerts.minimumHealth.rawValue)),
                ("minimumInterval", duration(alerts.minimumInterval)), ("settle", duration(alerts.settle)),
            ] + (alerts.command.isEmpty ? [] : [("command", texts(alerts.command))]))
    }

    private static func tree(_ service: ServiceConfig) -> JSONText {
        let tls =
            member("ca", service.tls.authority) + member("certificate", service.tls.certificate)
            + member("key", service.tls.key) + [("insecure", .boolean(service.tls.insecure))]
        return .object(
            [
                ("name", .string(service.name)), ("health", .array(service.instances.map(tree))),
                ("interval", duration(service.interval)), ("timeout", duration(service.timeout)),
                ("degradedAbove", duration(service.degradedAbove)),
                ("unhealthyAfter", .number(Double(service.unhealthyAfter))),
                ("healthyAfter", .number(Double(service.healthyAfter))), ("tier", .string(service.tier.rawValue)),
                ("format", .string(service.format.rawValue)), ("everyAddress", .boolean(service.everyAddress)),
                ("mute", .boolean(service.mute)), ("tls", .object(tls)),
                ("headers", .object(service.headers.map { ($0.name, tree($0.value)) })),
            ] + member("tokenFile", service.tokenFile) + member("operations", service.operations?.description))
    }

    private static func tree(_ instance: InstanceConfig) -> JSONText {
        if instance.name == nil && instance.operations == nil { return .string(instance.health.description) }
        return .object(
            [("url", .string(instance.health.description))] + member("name", instance.name)
                + member("operations", instance.operations?.description))
    }

    private static func tree(_ value: HeaderValue) -> JSONText {
        switch value {
        case .text(let text): .string(text)
        // The one place where a variable is meant; the mark becomes the dollar sign after quoting.
        case .environment(let name, let prefix): .string(prefix + "\u{1}{" + name + "}")
        case .file(let path, let prefix): .object([("file", .string(path)), ("prefix", .string(prefix))])
        }
    }

    private static func duration(_ duration: Duration) -> JSONText { .string(DurationText.format(duration)) }
    private static func texts(_ texts: [String]) -> JSONText { .array(texts.map { .string($0) }) }
    private static func member(_ name: String, _ text: String?) -> [(String, JSONText)] {
        text.map { [(name, .string($0))] } ?? []
    }
}
