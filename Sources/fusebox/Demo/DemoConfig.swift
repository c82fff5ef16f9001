import ConsoleConfig
import Foundation

/// The console's config for a demo: that of `sample-config.json`, for any ports and folder.
enum DemoConfig {
    /// The ports above the base, in the order in which the console shows the services.
    static let services: [(name: String, offset: Int, tier: String)] = [
        ("orders", 1, "critical"), ("inventory", 2, "normal"), ("payments", 3, "critical"), ("shipping", 4, "normal"),
        ("users", 5, "normal"), ("catalog", 6, "normal"), ("analytics", 7, "reporting"), ("mobile-bff", 8, "normal"),
        ("web-bff", 9, "normal"),
    ]

    /// Reads the config as a file in the working directory would be read.
    static func reading(portBase: Int, directory: String) -> ConfigReading {
        let services = services.map { service in
            let root = "http://127.0.0.1:\(portBase + service.offset)"
            return """
                { "name": "\(service.name)", "health": "\(root)/health", "interval": "2s", "timeout": "1s",
                  "degradedAbove": "500ms", "format": "auto", "operations": "\(root)/ops/v1", "tier": "\(service.tier)" }
                """
        }
        let text = """
            { "services": [ \(services.joined(separator: ",")) ],
              "traceLog": { "path": \(jsonText(directory + "/trace.jsonl")), "memoryLimit": "512MiB" },
              "operator": { "name": "${USER:-operator}", "tokenFile": \(jsonText(directory + "/operator.token")) },
              "claims": { "path": \(jsonText(directory + "/claims.json")) },
              "audit": { "path": \(jsonText(directory + "/audit.jsonl")) } }
            """
        let reader = ConfigReader(environment: ProcessInfo.processInfo.environment)
        return reader.read(text: text, file: "demo")
    }

    private static func jsonText(_ text: String) -> String {
        let data = try? JSONEncoder().encode(text)
        return data.map { String(decoding: $0, as: UTF8.self) } ?? "\"\""
    }
}
