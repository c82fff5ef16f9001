import Foundation
import Testing

@testable import ShopServices

struct SettingsReaderTests {
    private let folder = TemporaryFolder()

    private func settings(
        flags: [String: String] = [:], environment: [String: String] = [:], file: String? = nil,
        of service: ShopTopology.Service = .orders
    ) async throws -> ServiceSettings {
        var path: String?
        if let file {
            let name = folder.files.directory + "/settings.json"
            try file.write(toFile: name, atomically: true, encoding: .utf8)
            path = name
        }
        return try await SettingsReader(flags: flags, environment: environment, file: path).settings(of: service)
    }

    @Test func whatIsNotSaidIsAsUsual() async throws {
        let settings = try await settings()
        #expect(settings.bind == "127.0.0.1")
        #expect(settings.listeningPort == 18081)
        #expect(settings.files.directory == "var")
        #expect(settings.url(of: .payments) == "http://127.0.0.1:18083")
        #expect(settings.sagaLease == .seconds(10))
    }

    @Test func flagsWinOverVariablesAndVariablesOverTheFile() async throws {
        let file = #"{"port": {"base": 20000}, "dir": "/file", "seed": 7, "failure": {"rate": 0.5}}"#
        let all = try await settings(
            flags: ["port.base": "22000"], environment: ["SHOP_PORT_BASE": "21000", "SHOP_DIR": "/variable"],
            file: file)
        #expect(all.topology.portBase == 22000)
        #expect(all.files.directory == "/variable")
        #expect(all.seed == 7)
        #expect(all.failureRate == 0.5)
    }

    @Test func otherServicesMayBeElsewhere() async throws {
        let settings = try await settings(
            environment: [
                "SHOP_INVENTORY_URL": "http://inventory:8080/", "SHOP_PORT": "8080", "SHOP_SAGA_LEASE": "250ms",
            ])
        #expect(settings.url(of: .inventory) == "http://inventory:8080")
        #expect(settings.listeningPort == 8080)
        #expect(settings.sagaLease == .milliseconds(250))
    }

    @Test(arguments: [
        ["SHOP_PORT_BASE": "many"], ["SHOP_PORT_BASE": "70000"], ["SHOP_PORT": "0"], ["SHOP_FAILURE_RATE": "2"],
        ["SHOP_PAYMENTS_URL": "payments"], ["SHOP_SAGA_LEASE": "soon"], ["SHOP_STOP_WITH_STDIN": "perhaps"],
    ])
    func whatCannotBeIsSaidWithItsName(environment: [String: String]) async throws {
        let variable = try #require(environment.keys.first)
        let mistake = await #expect(throws: SettingsReader.Mistake.self) {
            _ = try await settings(environment: environment)
        }
        #expect(mistake?.description.contains(variable) == true)
    }

    @Test func aFileThatIsNotThereIsAMistake() async {
        await #expect(throws: SettingsReader.Mistake.self) {
            _ = try await SettingsReader(flags: [:], environment: [:], file: "/nonexistent/settings.json")
        }
    }

    @Test func noDumpShowsSecrets() async throws {
        let settings = try await settings(environment: ["SHOP_PAYMENTS_URL": "http://ada:hunter2@payments:8080"])
        #expect(settings.url(of: .payments).contains("hunter2"))
        #expect("\(settings)".contains("http://***@payments:8080"))
        #expect(!"\(settings)".contains("hunter2"))
        #expect(SettingsReader.isSecret("SHOP_OPERATOR_TOKEN"))
        #expect(!SettingsReader.isSecret("operator.token.file"))
    }
}
