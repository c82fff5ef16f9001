import Testing

@testable import ConsoleConfig

struct SampleConfigTests {
    @Test func theSampleConfigIsReadWithoutAMistakeAndWithoutAWarning() throws {
        let reading = ConsoleConfig.read(path: Repository.path("sample-config.json"), environment: ["USER": "ada"])
        #expect(reading.mistakes == [])
        #expect(reading.warnings == [])
        let config = try #require(reading.config)
        #expect(config.services.map(\.name) == ["orders", "inventory", "payments", "shipping"])
        #expect(config.services.map(\.tier) == [.critical, .normal, .critical, .normal])
        #expect(config.services.allSatisfy { $0.interval == .seconds(2) && $0.timeout == .seconds(1) })
        #expect(
            config.services.flatMap(\.instances).map(\.health.description)
                == (18_081...18_084).map { "http://127.0.0.1:\($0)/health" })
        #expect(
            config.services.flatMap(\.operationsAddresses).map(\.description)
                == (18_081...18_084).map { "http://127.0.0.1:\($0)/ops/v1" })
        #expect(config.traceLog.paths == [Repository.path("var/trace.jsonl")])
        #expect(config.traceLog.memoryLimit == 512 << 20)
        #expect(config.operator == OperatorConfig(name: "ada"))
        #expect(config.audit.path == Repository.path("var/audit.jsonl"))
        #expect(config.mapping.saga.spans == ["RunWorkflow:*"])
    }

    @Test func theSampleConfigWorksForAUserWithoutAName() throws {
        let reading = ConsoleConfig.read(path: Repository.path("sample-config.json"), environment: [:])
        #expect(reading.config?.operator.name == "operator")
    }
}
