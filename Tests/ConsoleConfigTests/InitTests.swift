import Testing

@testable import ConsoleConfig

struct InitTests {
    @Test func theFirstConfigIsReadWithoutAMistakeAndNamesWhatWasAsked() throws {
        let text = ConfigInit.text(
            for: [
                try probed("http://orders.default.svc:8080/health", .native, "healthy in 12 ms"),
                try probed("http://127.0.0.1:18082/actuator/health", .spring, "degraded in 340 ms", name: "stock"),
                try probed("http://127.0.0.1:9/health", nil, "connection refused"),
                try probed("tcp://db:5432", nil, "open in 1 ms"),
            ], schema: "config.schema.json")
        let reading = read(text)
        #expect(reading.mistakes == [], "\(text)")
        #expect(reading.warnings == [])
        let services = try #require(reading.config).services
        #expect(services.map(\.name) == ["orders", "stock", "service-9", "db"])
        #expect(services.map(\.format) == [.native, .spring, .auto, .auto])
        #expect(text.contains("// healthy in 12 ms") && text.contains("// connection refused"))
        #expect(text.contains(#""$schema": "config.schema.json""#))
    }

    @Test func addressesOfOneNameBecomeInstancesAndPortsDoNot() throws {
        let text = ConfigInit.text(for: [
            try probed(
                "http://10.0.0.7:80/health", .native, "healthy", name: "pay", operations: "http://10.0.0.7/ops/v1"),
            try probed("http://10.0.0.8:80/health", .native, "healthy", name: "pay"),
            try probed("http://10.0.0.9:80/health", .native, "healthy"),
            try probed("http://10.0.0.10:80/health", .native, "healthy"),
            try probed("http://10.0.0.10:80/health", .native, "healthy"),
        ])
        let services = try #require(read(text).config, "\(read(text).mistakes)").services
        #expect(services.map(\.name) == ["pay", "service-80", "service-80-2"])
        #expect(services[0].instances.map(\.health.host) == ["10.0.0.7", "10.0.0.8"])
        #expect(services[0].operationsAddresses.map(\.description) == ["http://10.0.0.7/ops/v1"])
    }

    @Test func whatAnEndpointSaysOfItselfCannotBreakOutOfTheFile() throws {
        let evil = "x\n\"}], ${HOME} \u{1B}]0;t\u{7} \u{2028} */ //"
        let text = ConfigInit.text(for: [try probed("http://h/health", nil, evil, name: evil)])
        let reading = read(text)
        #expect(reading.mistakes == [], "\(text)")
        let name = try #require(reading.config?.services.first?.name)
        #expect(name.contains("${HOME}") && reading.config?.services.count == 1)
        #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || $0.value == 0x2028 })
    }

    @Test(arguments: [
        ("http://127.0.0.1:18081/health", "service-18081"), ("http://[::1]:8080/health", "service-8080"),
        ("http://localhost:8080/actuator/health", "service-8080"), ("http://localhost/orders/health", "orders"),
        ("https://orders.example.com/healthz", "orders"), ("https://www.example.com/", "example"),
        ("https://api.example.com/v1/payments/status", "payments"), ("tcp://db-1:5432", "db-1"),
        ("unix:/run/pay.sock:/health", "pay"), ("unix:/run/pay.sock:/stock/health", "stock"),
        ("http+unix://%2Frun%2Fapp.sock/health", "app"), ("http://consul:8500/v1/health/service/web", "web"),
    ])
    func aNameIsGuessedFromAnAddress(address: String, name: String) throws {
        #expect(ServiceName.guess(try EndpointAddress.read(address)) == name)
    }

    private func probed(
        _ address: String, _ format: AnswerFormat?, _ finding: String, name: String? = nil, operations: String? = nil
    ) throws -> ProbedAddress {
        ProbedAddress(
            address: try EndpointAddress.read(address), format: format, finding: finding, serviceName: name,
            operations: try operations.map { try EndpointAddress.read($0) })
    }
}
