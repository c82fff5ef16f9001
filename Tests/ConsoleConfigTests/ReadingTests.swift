import Testing

@testable import ConsoleConfig

struct ReadingTests {
    @Test func everythingThatAConfigCanSayIsRead() throws {
        let files = ScriptedFiles([
            "/etc/fusebox/ca.pem": "x", "/etc/fusebox/me.pem": "x", "/etc/fusebox/me.key": "x",
            "/etc/fusebox/token": "x", "/home/ada/token": "x",
        ])
        let text = """
            { services: [ {
                name: 'pay', tier: 'reporting', format: 'health+json', interval: '1m30s', timeout: '2.5s',
                degradedAbove: '40ms', unhealthyAfter: 3, healthyAfter: 0x1, everyAddress: true, mute: true,
                tokenFile: '~/token', operations: 'http://h/ops/v1',
                health: [ 'https://[::1]:8443/live?full', { url: 'https://b/', name: 'b', operations: 'https://b/ops' } ],
                headers: { Accept: 'text/plain', Authorization: 'Bearer ${T}', 'X-A': { file: 'token', prefix: 'p ' } },
                tls: { ca: './ca.pem', certificate: '/etc/fusebox/me.pem', key: 'me.key' },
            } ],
            traceLog: { path: ['a.jsonl', '/var/log/*.jsonl'], memoryLimit: '1.5 GiB', rotated: false },
            mapping: { saga: { spans: 'S:*', id: ['x', 'y'] }, step: { compensations: ['U:*'] }, breaker: { state: 's' } },
            operator: { name: '${USER}', readOnly: '${RO:-true}', tokenFile: 'token' },
            audit: { path: 'a/b' }, history: { path: 'h.sqlite' }, claims: { path: '/c' }, theme: 'light',
            alerts: { bell: true, desktop: 'osc777', command: ['page', '--now'], commandTimeout: '3s',
                      minimumHealth: 'degraded', minimumInterval: '1m', settle: '0s' } }
            """
        let reading = read(text, files: files, environment: ["USER": "ada", "HOME": "/home/ada", "T": "secret"])
        #expect(reading.mistakes == [])
        let config = try #require(reading.config)
        let service = try #require(config.services.first)
        #expect(service.name == "pay" && service.tier == .reporting && service.format == .healthJSON)
        #expect(service.interval == .seconds(90) && service.timeout == .milliseconds(2_500))
        #expect(service.degradedAbove == .milliseconds(40))
        #expect(service.unhealthyAfter == 3 && service.healthyAfter == 1 && service.everyAddress && service.mute)
        #expect(service.tokenFile == "/home/ada/token")
        #expect(service.operationsAddresses.map(\.description) == ["http://h/ops/v1", "https://b/ops"])
        #expect(service.instances.map(\.health.host) == ["::1", "b"])
        #expect(service.instances.map(\.health.port) == [8_443, 443])
        #expect(service.instances.map(\.name) == [nil, "b"])
        #expect(
            service.headers == [
                HeaderConfig(name: "Accept", value: .text("text/plain")),
                HeaderConfig(name: "Authorization", value: .environment(name: "T", prefix: "Bearer ")),
                HeaderConfig(name: "X-A", value: .file(path: "/etc/fusebox/token", prefix: "p ")),
            ])
        #expect(
            service.tls
                == TLSConfig(
                    authority: "/etc/fusebox/ca.pem", certificate: "/etc/fusebox/me.pem", key: "/etc/fusebox/me.key"))
        #expect(
            config.traceLog
                == TraceLogConfig(
                    paths: ["/etc/fusebox/a.jsonl", "/var/log/*.jsonl"], memoryLimit: 3 << 29, rotated: false))
        #expect(config.mapping.saga == .init(spans: ["S:*"], id: ["x", "y"]))
        #expect(config.mapping.step == .init(compensations: ["U:*"]) && config.mapping.breaker == .init(state: ["s"]))
        #expect(config.operator == OperatorConfig(name: "ada", readOnly: true, tokenFile: "/etc/fusebox/token"))
        #expect(config.audit.path == "/etc/fusebox/a/b" && config.claims.path == "/c")
        #expect(config.history == HistoryConfig(path: "/etc/fusebox/h.sqlite") && config.theme == .light)
        #expect(
            config.alerts
                == AlertsConfig(
                    bell: true, desktop: .osc777, command: ["page", "--now"], commandTimeout: .seconds(3),
                    minimumHealth: .degraded, minimumInterval: .seconds(60), settle: .zero))
    }

    @Test func aServiceSaysOtherwiseThanTheDefaults() throws {
        let text = """
            { defaults: { interval: '9s', tier: 'critical', headers: { A: '1' } },
              services: [ { name: 'a', health: 'http://a/' },
                          { name: 'b', health: 'http://b/', interval: '3s', headers: {} } ] }
            """
        let services = try #require(read(text).config).services
        #expect(services.map(\.interval) == [.seconds(9), .seconds(3)])
        #expect(services.map(\.tier) == [.critical, .critical])
        #expect(services.map(\.headers.count) == [1, 0])
    }

    @Test func traceLogMayBeAFileOrAListOrAnObject() {
        #expect(read("{ traceLog: 'a' }").config?.traceLog.paths == ["/etc/fusebox/a"])
        #expect(read("{ traceLog: ['a', '/b'] }").config?.traceLog.paths == ["/etc/fusebox/a", "/b"])
        #expect(read("{ traceLog: { path: 'a' } }").config?.traceLog.paths == ["/etc/fusebox/a"])
        #expect(read("{ services: [] }").config?.traceLog.paths == [])
    }

    @Test func commentsByteOrderMarkAndWindowsLineEndsAreNothingSpecial() {
        let text = "\u{FEFF}// first\r\n{ /* inner\r\n */ theme: 'dark', // last\r\n}\r\n"
        #expect(read(text).config?.theme == .dark)
        let mistake = read("\u{FEFF}{ them: 1,\r\n\r\n  thema: 2 }").mistakes.map {
            "\($0.place.line):\($0.place.column)"
        }
        #expect(mistake == ["1:3", "3:3"])
    }

    @Test func aDollarSignInFrontKeepsAVariableFromBeingReplaced() {
        #expect(read("{ operator: { name: 'a $${B} $C $' } }").config?.operator.name == "a ${B} $C $")
    }

    @Test func aVariablesValueIsNotExpandedAgain() {
        let reading = read("{ operator: { name: '${A}' } }", environment: ["A": "${B}"])
        #expect(reading.config?.operator.name == "${B}")
    }

    @Test func theFolderOfTheFileIsWherePathsStart() {
        let reader = ConfigReader(environment: [:], fileSystem: ScriptedFiles().system)
        func audit(_ file: String) -> String? { reader.read(text: "{ theme: 'dark' }", file: file).config?.audit.path }
        #expect(audit("config.json") == "var/audit.jsonl")
        #expect(audit("./config.json") == "var/audit.jsonl")
        #expect(audit("../config.json") == "../var/audit.jsonl")
        #expect(audit("/config.json") == "/var/audit.jsonl")
        #expect(audit("/etc/fusebox/config.json") == "/etc/fusebox/var/audit.jsonl")
    }

    @Test func aFileThatCannotBeReadIsOneMistakeWithoutALine() throws {
        let files = ScriptedFiles()
        files.makeFolder("/etc")
        let reader = ConfigReader(environment: [:], fileSystem: files.system)
        for (path, found) in [("/nowhere", "no such file"), ("/etc", "a folder")] {
            let reading = reader.read(path: path)
            #expect(reading.config == nil)
            let mistake = try #require(reading.mistakes.first)
            #expect(mistake.code == .unreadable && mistake.found == found && reading.mistakes.count == 1)
            #expect(mistake.place == ConfigPlace(path: "", line: 0, column: 0))
        }
    }

    @Test func aRealFileIsReadAndARealFolderIsNot() throws {
        let sample = ConfigReader(environment: [:]).read(path: Repository.path("sample-config.json"))
        #expect(sample.config != nil)
        let folder = ConfigReader(environment: [:]).read(path: Repository.path("Sources"))
        #expect(folder.mistakes.map(\.found) == ["a folder"])
        let nothing = ConfigReader(environment: [:]).read(path: Repository.path("Sources/nowhere.json"))
        #expect(nothing.mistakes.map(\.found) == ["no such file"])
    }

    @Test func aReadingIsWrittenAsCompilersWriteTheirs() {
        let text = "{ them: 1,\n operator: { tokenFile: 'none' } }"
        #expect(
            read(text).lines == [
                "/etc/fusebox/config.json:1:3: them: found the unknown key \"them\", expected a key that is known here; "
                    + "did you mean \"theme\"?",
                "/etc/fusebox/config.json:2:25: warning: operator.tokenFile: \"none\" is not there yet "
                    + "(/etc/fusebox/none); without it nothing can be asked with a token",
            ])
        let reader = ConfigReader(environment: [:], fileSystem: ScriptedFiles().system)
        #expect(
            reader.read(path: "x.json").lines == [
                "x.json: found no such file, expected a config file (`fusebox config init URL…` writes one)"
            ])
    }

    @Test func noSecretIsRepeatedInAMistakeOrAWarning() {
        let text = """
            { services: [ { name: 'a', health: 'http://u:hunter2@h/ x', headers: { Authorization: 'hunter2\\n' },
              token: 'hunter2' }, { name: 'b', health: 'http://h/', headers: { A: '${SECRET}' } } ] }
            """
        let reading = read(text, environment: ["SECRET": "hunter2\n"])
        #expect(reading.mistakes.count == 4)
        let words = reading.mistakes.map(\.description) + reading.warnings.map(\.description)
        #expect(!words.contains { $0.contains("hunter2") }, "\(words)")
    }
}
