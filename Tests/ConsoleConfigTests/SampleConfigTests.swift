import Testing

@testable import ConsoleConfig

struct SampleConfigTests {
    @Test func theSampleConfigIsReadWithoutAMistakeAndWarnsOfTheTokenOnly() throws {
        let reading = ConsoleConfig.read(path: Repository.path("sample-config.json"), environment: ["USER": "ada"])
        #expect(reading.mistakes == [])
        // The token is there as soon as the shop has been started once.
        #expect(
            reading.warnings.allSatisfy {
                "\($0)".contains("operator.tokenFile") && "\($0)".contains("is not there yet")
            })
        let config = try #require(reading.config)
        #expect(
            config.services.map(\.name) == [
                "orders", "inventory", "payments", "shipping", "users", "catalog", "analytics", "mobile-bff", "web-bff",
            ])
        #expect(
            config.services.map(\.tier) == [
                .critical, .normal, .critical, .normal, .normal, .normal, .reporting, .normal, .normal,
            ])
        #expect(config.services.allSatisfy { $0.interval == .seconds(2) && $0.timeout == .seconds(1) })
        #expect(
            config.services.flatMap(\.instances).map(\.health.description)
                == (18_081...18_089).map { "http://127.0.0.1:\($0)/health" })
        #expect(
            config.services.flatMap(\.operationsAddresses).map(\.description)
                == (18_081...18_089).map { "http://127.0.0.1:\($0)/ops/v1" })
        #expect(config.traceLog.paths == [Repository.path("var/trace.jsonl")])
        #expect(config.traceLog.memoryLimit == 512 << 20)
        #expect(config.operator == OperatorConfig(name: "ada", tokenFile: Repository.path("var/operator.token")))
        #expect(config.audit.path == Repository.path("var/audit.jsonl"))
        #expect(config.mapping.saga.spans == ["RunWorkflow:*"])
    }

    @Test func theSampleConfigWorksForAUserWithoutAName() throws {
        let reading = ConsoleConfig.read(path: Repository.path("sample-config.json"), environment: [:])
        #expect(reading.config?.operator.name == "operator")
    }

    @Test(
        "Who is logged in sits at the console, unless the config says otherwise",
        arguments: [
            (["USER": "ada"], "{}", "ada"), (["LOGNAME": "bob"], "{ operator: { readOnly: true } }", "bob"),
            (["USER": "ada"], "{ operator: { name: 'night shift' } }", "night shift"), ([:], "{}", "operator"),
            (["USER": ""], "{}", "operator"), (["USER": "a\u{1B}[2J"], "{}", "operator"),
        ]
    )
    func whoIsLoggedInSitsAtTheConsole(environment: [String: String], text: String, name: String) {
        let reading = ConfigReader(environment: environment).read(text: text)
        #expect(reading.config?.operator.name == name)
    }
}
