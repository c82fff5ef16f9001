import Foundation
import Testing

@testable import Probes

@Suite struct ProbeSnapshotTests {
    private func status(_ service: String, instance: String = "", _ health: Health) throws -> EndpointStatus {
        var facts = EndpointStatus.Facts(
            endpoint: Endpoint(
                id: EndpointID(service: service, instance: instance), target: try ProbeTarget("http://h/")))
        facts.health = health
        return EndpointStatus(facts)
    }

    @Test func worstIsTheGreatest() {
        #expect(Health.allCases.sorted() == [.healthy, .unknown, .degraded, .unhealthy])
    }

    @Test(
        arguments: [
            ([], Health.unknown), ([.healthy], .healthy), ([.unhealthy], .unhealthy),
            ([.healthy, .unhealthy], .degraded),
            ([.unhealthy, .unhealthy], .unhealthy), ([.healthy, .unknown], .unknown),
            ([.degraded, .healthy], .degraded),
            ([.unknown, .unhealthy], .degraded),
        ] as [([Health], Health)])
    func instancesMakeAService(instances: [Health], health: Health) {
        #expect(Health.ofInstances(instances) == health)
    }

    @Test func endpointsAreGroupedByServiceAndFoundByName() throws {
        let snapshot = ProbeSnapshot(
            revision: 1, asOf: Date(),
            endpoints: [
                try status("a", instance: "1", .healthy), try status("a", instance: "2", .unhealthy),
                try status("b", .unhealthy),
            ])
        #expect(snapshot.services.map(\.name) == ["a", "b"])
        #expect(snapshot.services.map { snapshot.instances(of: $0).count } == [2, 1])
        #expect(snapshot.services.map { snapshot.health(of: $0) } == [.degraded, .unhealthy])
        #expect(snapshot.serviceCounts() == [.degraded: 1, .unhealthy: 1])
        #expect(snapshot[EndpointID(service: "a", instance: "2")]?.health == .unhealthy)
        #expect(snapshot[EndpointID(service: "c")] == nil)
    }

    @Test func whatIsOlderThanThreeIntervalsIsStale() throws {
        let now = Date(timeIntervalSince1970: 1_000)
        var facts = try status("a", .healthy).facts
        #expect(EndpointStatus(facts).isStale(at: now) == false)
        facts.lastResultAt = now.addingTimeInterval(-17)
        #expect(EndpointStatus(facts).isStale(at: now) == false)
        #expect(EndpointStatus(facts).age(at: now) == .seconds(17))
        facts.lastResultAt = now.addingTimeInterval(-19)
        #expect(EndpointStatus(facts).isStale(at: now))
    }

    @Test(arguments: [
        (Duration.zero, "under 1 ms"), (.milliseconds(250), "250 ms"), (.milliseconds(999), "999 ms"),
        (.seconds(1), "1 s"), (.milliseconds(1_449), "1.4 s"), (.seconds(90), "1.5 min"), (.seconds(7_200), "2 h"),
    ])
    func durationsAreWords(duration: Duration, words: String) {
        #expect(DurationText.short(duration) == words)
    }
}
