import Probes
import Testing

@testable import ConsoleConfig

struct EndpointsTests {
    @Test func aServiceBecomesOneEndpointAnInstance() throws {
        let text = """
            { services: [ { name: 'pay', tier: 'critical', format: 'spring', interval: '9s', timeout: '2s',
                degradedAbove: '3ms', unhealthyAfter: 4, healthyAfter: 5, everyAddress: true,
                headers: { A: 'x', B: 'Bearer ${T}', C: { file: '/t', prefix: 'p ' } }, tls: { insecure: true },
                health: ['https://a/health', { url: 'https://b:8443/health', name: 'blue' }] } ] }
            """
        let service = try #require(read(text, environment: ["T": "t"]).config?.services.first)
        let endpoints = try service.endpoints()
        #expect(endpoints.map(\.id.description) == ["pay/a:443", "pay/blue"])
        #expect(endpoints.map(\.target.description) == ["https://a/health", "https://b:8443/health"])
        let endpoint = try #require(endpoints.first)
        #expect(endpoint.interval == .seconds(9) && endpoint.timeout == .seconds(2))
        #expect(endpoint.degradedAbove == .milliseconds(3))
        #expect(endpoint.unhealthyAfter == 4 && endpoint.healthyAfter == 5 && endpoint.everyAddress)
        #expect(endpoint.tier == .critical && endpoint.format == .spring && endpoint.tls == ProbeTLS(insecure: true))
        #expect(
            endpoint.headers == [
                ProbeHeader(name: "A", source: .text("x")),
                ProbeHeader(name: "B", prefix: "Bearer ", source: .environment("T")),
                ProbeHeader(name: "C", prefix: "p ", source: .file("/t")),
            ])
    }

    @Test func aServiceWithOneInstanceIsCalledByItsNameAlone() throws {
        let config = try #require(read("{ services: [ { name: 'a', health: 'http://h/' } ] }").config)
        #expect(try config.services[0].endpoints().map(\.id.description) == ["a"])
    }

    @Test func instancesOfOneHostAreToldApartByTheirWholeAddress() throws {
        let text = "{ services: [ { name: 'a', health: ['http://h/x', 'http://h/y', 'http://i/x'] } ] }"
        let config = try #require(read(text).config)
        let ids = try config.services[0].endpoints().map(\.id.description)
        #expect(ids == ["a/http://h/x", "a/http://h/y", "a/i:80"])
    }

    @Test func theSampleConfigIsPolledAsItStands() throws {
        let reading = ConsoleConfig.read(path: Repository.path("sample-config.json"), environment: [:])
        let endpoints = try #require(reading.config).services.flatMap { try $0.endpoints() }
        #expect(endpoints.map(\.target.port) == Array(18_081...18_089))
        #expect(
            endpoints.map(\.tier) == [
                .critical, .normal, .critical, .normal, .normal, .normal, .reporting, .normal, .normal,
            ])
    }

    @Test(arguments: [
        "http://h", "https://h/x?y=%20z", "http://[::1]:8080/", "http://[::ffff:1.2.3.4]/", "tcp://h:1/",
        "tcp://[::1]:1",
        "unix:/run/a.sock:/health", "unix:///run/a.sock", "http+unix://%2Frun%2Fa.sock/x", "http://under_score/",
        "http://host.example./", "http://h/%zz", "http://h?x", "http://[fe80::1%25eth0]:80/",
    ])
    func anAddressThatTheReaderTakesIsTakenByTheProberToo(text: String) throws {
        let address = try EndpointAddress.read(text)
        let target = try ProbeTarget(text)
        #expect(target.port == address.port)
    }

    @Test func thereIsATierAndAFormatForEachOfTheProbers() {
        #expect(Set(ServiceTier.allCases.map(\.rawValue)) == Set(ProbeTier.allCases.map(\.rawValue)))
        #expect(Set(AnswerFormat.allCases.map(\.rawValue)) == Set(HealthFormat.allCases.map(\.rawValue)))
    }

    @Test func aServiceOfTheConfigHasTheProbersOwnDefaultsWhereNoOthersArePromised() throws {
        let config = try #require(read("{ services: [ { name: 'a', health: 'http://h/' } ] }").config)
        let usual = Endpoint(id: EndpointID(service: "a"), target: try ProbeTarget("http://h/"), timeout: .seconds(1))
        #expect(try config.services[0].endpoints() == [usual])
    }
}
