import ResilienceTesting

@testable import ConsoleConfig

/// Valid configs made by chance, and their text.
enum RandomConfig {
    static func make(_ random: inout SeededGenerator) -> ConsoleConfig {
        var config = ConsoleConfig()
        let count = Int.random(in: 0...2, using: &random)
        config.services = (0..<count).map { service(number: $0, &random) }
        let paths = some(&random) { path(&$0) }
        // Without a path there is nothing whose limits the file could say.
        if !paths.isEmpty { config.traceLog = traceLog(paths, &random) }
        config.mapping = MappingConfig(
            saga: .init(spans: words(&random), id: words(&random), name: words(&random)),
            step: .init(spans: words(&random), compensations: words(&random), name: words(&random)),
            breaker: .init(name: words(&random), state: words(&random)))
        config.operator = OperatorConfig(
            name: word(&random), readOnly: Bool.random(using: &random), tokenFile: maybe(&random) { path(&$0) })
        config.audit.path = path(&random)
        config.claims.path = path(&random)
        config.history = maybe(&random) { HistoryConfig(path: path(&$0)) }
        config.alerts = AlertsConfig(
            bell: Bool.random(using: &random), desktop: DesktopNotification.allCases.randomElement(using: &random)!,
            command: words(&random), commandTimeout: duration(100...600_000, &random),
            minimumHealth: AlertThreshold.allCases.randomElement(using: &random)!,
            minimumInterval: duration(0...86_400_000, &random), settle: duration(0...86_400_000, &random))
        config.theme = ThemeChoice.allCases.randomElement(using: &random)!
        return config
    }

    private static func traceLog(_ paths: [String], _ random: inout SeededGenerator) -> TraceLogConfig {
        TraceLogConfig(
            paths: paths, memoryLimit: Int.random(in: (1 << 20)...(1 << 40), using: &random),
            rotated: Bool.random(using: &random))
    }

    private static func service(number: Int, _ random: inout SeededGenerator) -> ServiceConfig {
        let count = Int.random(in: 1...3, using: &random)
        let interval = duration(100...86_400_000, &random)
        return ServiceConfig(
            name: "\(word(&random)) \(number)",
            instances: (0..<count).map { index in
                InstanceConfig(
                    name: maybe(&random) { "\(word(&$0)) \(index)" }, health: address(index, &random),
                    operations: maybe(&random) { address(index, &$0) })
            }, operations: maybe(&random) { address(9, &$0) }, interval: interval,
            timeout: min(interval, duration(10...600_000, &random)), degradedAbove: duration(1...600_000, &random),
            unhealthyAfter: Int.random(in: 1...100, using: &random),
            healthyAfter: Int.random(in: 1...100, using: &random),
            tier: ServiceTier.allCases.randomElement(using: &random)!,
            format: AnswerFormat.allCases.randomElement(using: &random)!, everyAddress: Bool.random(using: &random),
            tokenFile: maybe(&random) { path(&$0) }, headers: headers(&random), tls: tls(&random),
            mute: Bool.random(using: &random))
    }

    private static func headers(_ random: inout SeededGenerator) -> [HeaderConfig] {
        (0..<Int.random(in: 0...3, using: &random)).map { index in
            let value: HeaderValue =
                switch Int.random(in: 0...2, using: &random) {
                case 0: .text(word(&random))
                case 1: .environment(name: "A_VARIABLE", prefix: ["", "Bearer "].randomElement(using: &random)!)
                default: .file(path: path(&random), prefix: word(&random))
                }
            return HeaderConfig(name: "X-\(index)", value: value)
        }
    }

    private static func tls(_ random: inout SeededGenerator) -> TLSConfig {
        let hasClient = Bool.random(using: &random)
        return TLSConfig(
            authority: maybe(&random) { path(&$0) }, certificate: hasClient ? path(&random) : nil,
            key: hasClient ? path(&random) : nil, insecure: Bool.random(using: &random))
    }

    private static func address(_ index: Int, _ random: inout SeededGenerator) -> EndpointAddress {
        let texts = [
            "http://host-\(index)", "https://[::\(index + 1)]:8443/a?b=c", "http://10.0.0.\(index):1/health",
            "unix:/run/\(index).sock:/health", "http+unix://%2Frun%2F\(index)/x",
        ]
        // All of them are addresses; a test of their own says so.
        return try! EndpointAddress.read(texts.randomElement(using: &random)!)
    }

    /// Letters that a writer or reader could stumble over.
    private static let letters: [Character] = [
        "a", "b", "Z", "0", "ö", "👩‍🚀", "\"", "'", "\\", "/", "{", "}", "[", ",", ":", "$", "#", "*", "-", "\u{200B}",
        "e\u{301}", "漢",
    ]

    static func word(_ random: inout SeededGenerator) -> String {
        "w" + String((0..<Int.random(in: 0...12, using: &random)).map { _ in letters.randomElement(using: &random)! })
    }

    private static func words(_ random: inout SeededGenerator) -> [String] { some(&random) { word(&$0) } }

    private static func path(_ random: inout SeededGenerator) -> String {
        "/" + word(&random)
    }

    private static func duration(_ milliseconds: ClosedRange<Int>, _ random: inout SeededGenerator) -> Duration {
        .milliseconds(Int.random(in: milliseconds, using: &random))
    }

    private static func maybe<Value>(
        _ random: inout SeededGenerator, _ make: (inout SeededGenerator) -> Value
    ) -> Value? { Bool.random(using: &random) ? make(&random) : nil }

    private static func some<Value>(
        _ random: inout SeededGenerator, _ make: (inout SeededGenerator) -> Value
    ) -> [Value] { (0..<Int.random(in: 0...3, using: &random)).map { _ in make(&random) } }
}
