import Configuration
import Foundation
import Logging
import Observability
import SystemPackage

/// Reads a service's settings: flags before the environment (`SHOP_PORT_BASE` for `port.base`) before a JSON file
/// (`{"port": {"base": 18080}}`) before what is usual.
public struct SettingsReader: Sendable {
    /// A setting that cannot be.
    public struct Mistake: Error, Sendable, Equatable, CustomStringConvertible {
        public let key: String
        public let reason: String
        public var description: String {
            let variable = "SHOP_" + key.uppercased().replacing(".", with: "_").replacing("-", with: "_")
            return "\(key) (\(variable)): \(reason)"
        }
    }

    private let config: ConfigReader

    /// - Parameters:
    ///   - flags: from the command line, by key.
    ///   - file: a JSON file; `nil`: none.
    /// - Throws: ``Mistake`` for a file that cannot be read.
    public init(
        flags: [String: String], environment: [String: String] = ProcessInfo.processInfo.environment, file: String?
    ) async throws(Mistake) {
        let secrets = SecretsSpecifier<String, String>.dynamic { key, _ in Self.isSecret(key) }
        var providers: [any ConfigProvider] = [
            // The same way of reading texts as numbers as for variables.
            EnvironmentVariablesProvider(
                environmentVariables: Dictionary(
                    uniqueKeysWithValues: flags.map { key, value in
                        (key.uppercased().replacing(".", with: "_"), value)
                    })),
            EnvironmentVariablesProvider(environmentVariables: environment, secretsSpecifier: secrets)
                .prefixKeys(with: "shop"),
        ]
        if let file {
            do {
                providers.append(
                    try await FileProvider<JSONSnapshot>(
                        parsingOptions: .init(secretsSpecifier: .dynamic { key, _ in Self.isSecret(key) }),
                        filePath: FilePath(file)))
            } catch {
                throw Mistake(key: "config", reason: "\(file) cannot be read: \(error)")
            }
        }
        config = ConfigReader(providers: providers)
    }

    /// What nobody should see in a dump of the configuration.
    static func isSecret(_ key: String) -> Bool {
        let key = key.lowercased()
        return !key.hasSuffix("file") && ["token", "password", "secret", "key"].contains { key.contains($0) }
    }

    /// - Throws: the first ``Mistake``.
    public func settings(of service: ShopTopology.Service) throws(Mistake) -> ServiceSettings {
        let base = try int("port.base") ?? ShopTopology.defaultPortBase
        guard let topology = ShopTopology(portBase: base) else {
            throw Mistake(key: "port.base", reason: "must be 1 to \(65535 - ShopTopology.portSpan), not \(base)")
        }
        var settings = ServiceSettings(
            service: service, topology: topology,
            files: ShopFiles(directory: try text("dir") ?? ShopTopology.defaultDirectory),
            seed: UInt64(clamping: try int("seed") ?? 1), failureRate: try share("failure.rate") ?? 0.05,
            stopsWithStandardInput: try bool("stop.with.stdin") ?? false,
            gracePeriod: try duration("grace.period") ?? .seconds(5))
        settings.bind = try text("bind") ?? settings.bind
        settings.port = try int("port")
        if let port = settings.port, !(1...65535).contains(port) {
            throw Mistake(key: "port", reason: "must be 1 to 65535, not \(port)")
        }
        settings.traceLog = try text("trace.log")
        settings.operatorTokenFile = try text("operator.token.file")
        settings.viewerTokenFile = try text("viewer.token.file")
        settings.sagaLease = try duration("saga.lease") ?? settings.sagaLease
        settings.breakerReset = try duration("breaker.reset") ?? settings.breakerReset
        for other in ShopTopology.Service.allCases {
            settings.peers[other] = try url(other.rawValue.replacing("-", with: ".") + ".url")
        }
        return settings
    }

    /// How log lines are written.
    public func logFormat() throws(Mistake) -> LogFormat {
        guard let text = try text("log.format") else { return .text }
        guard let format = LogFormat(rawValue: text) else {
            throw Mistake(key: "log.format", reason: "must be text or json, not \(text)")
        }
        return format
    }

    /// The least severe log lines that are written.
    public func logLevel() throws(Mistake) -> Logger.Level {
        guard let text = try text("log.level") else { return .info }
        guard let level = Logger.Level(rawValue: text) else {
            let known = Logger.Level.allCases.map(\.rawValue).joined(separator: ", ")
            throw Mistake(key: "log.level", reason: "must be one of \(known), not \(text)")
        }
        return level
    }

    // MARK: - Kinds of values

    private func url(_ key: String) throws(Mistake) -> String? {
        guard var text = try text(key) else { return nil }
        while text.hasSuffix("/") { text.removeLast() }
        guard let url = URL(string: text), url.scheme == "http" || url.scheme == "https", url.host()?.isEmpty == false
        else { throw Mistake(key: key, reason: "must be a URL such as http://payments:8080") }
        return text
    }

    private func share(_ key: String) throws(Mistake) -> Double? {
        let value = try checked(key, "a number", config.double(forKey: ConfigKey(key)))
        if let value, !(0...1).contains(value) { throw Mistake(key: key, reason: "must be 0 to 1, not \(value)") }
        return value
    }

    private func duration(_ key: String) throws(Mistake) -> Duration? {
        guard let text = try text(key) else { return nil }
        for (unit, length) in [("ms", Duration.milliseconds(1)), ("s", .seconds(1)), ("m", .seconds(60))] {
            if text.hasSuffix(unit), let number = Int(text.dropLast(unit.count)), (1...86_400_000).contains(number) {
                return length * number
            }
        }
        throw Mistake(key: key, reason: "must be a duration such as 5s or 250ms, not \(text)")
    }

    private func text(_ key: String) throws(Mistake) -> String? {
        try checked(key, "a text", config.string(forKey: ConfigKey(key)))
    }

    private func int(_ key: String) throws(Mistake) -> Int? {
        try checked(key, "a whole number", config.int(forKey: ConfigKey(key)))
    }

    private func bool(_ key: String) throws(Mistake) -> Bool? {
        try checked(key, "true or false", config.bool(forKey: ConfigKey(key)))
    }

    /// A value of another kind must not count as none.
    private func checked<Value>(_ key: String, _ kind: String, _ value: Value?) throws(Mistake) -> Value? {
        if let value { return value }
        let key = ConfigKey(key)
        guard config.string(forKey: key) == nil, config.int(forKey: key) == nil, config.double(forKey: key) == nil,
            config.bool(forKey: key) == nil
        else { throw Mistake(key: key.components.joined(separator: "."), reason: "must be \(kind)") }
        return nil
    }
}
