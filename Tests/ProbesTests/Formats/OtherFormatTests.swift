import Testing

@testable import Probes

/// formats.md 2.3: health+json, MicroProfile, ASP.NET Core, Kubernetes, Envoy, Consul.
@Suite struct OtherFormatTests {
    private func read(_ body: String, _ status: Int = 200, _ format: HealthFormat = .auto) -> HealthAnswer {
        HealthAnswer.read(body: Array(body.utf8), status: status, format: format)
    }

    // MARK: application/health+json

    @Test func healthJSONWithSeveralItemsBelowOneKey() {
        let answer = read(
            #"""
            {"status":"warn","version":"1","releaseId":"1.2.2","notes":[""],"output":"slow disks","serviceId":"f03e522f",
            "checks":{"cassandra:responseTime":[{"componentId":"dfd6cf2b","componentType":"datastore",
            "observedValue":250,"observedUnit":"ms","status":"pass","time":"2018-01-17T03:36:48Z","output":""},
            {"componentId":"9b1c","observedValue":900.5,"observedUnit":"ms","status":"warn","output":"near the limit"}],
            "uptime":[{"componentType":"system","observedValue":1209600.245,"observedUnit":"s"}]}}
            """#)
        #expect(answer.format == .healthJSON)
        #expect(answer.health == .degraded)
        #expect(
            answer.reason
                == "answered 200 warn · slow disks · cassandra:responseTime 9b1c: 900.5 ms · near the limit")
        #expect(
            answer.tree == [
                "healthy cassandra:responseTime dfd6cf2b · 250 ms",
                "degraded cassandra:responseTime 9b1c · 900.5 ms · near the limit", "healthy uptime · 1209600.245 s",
            ])
        #expect(answer.checks[0].checkedAt != nil)
    }

    @Test func healthJSONWithOneObjectInPlaceOfAnArray() {
        let answer = read(#"{"status":"fail","checks":{"db:up":{"status":"fail","output":"gone"}}}"#, 503)
        #expect(answer.format == .healthJSON)
        #expect(answer.words == "unhealthy: answered 503 fail · db:up: gone")
    }

    @Test(arguments: [("pass", Health.healthy), ("warn", .degraded), ("fail", .unhealthy), ("ok", .healthy)])
    func healthJSONWithoutChecks(word: String, health: Health) {
        #expect(read("{\"status\":\"\(word)\"}", 200).health == health)
        #expect(read("{\"status\":\"\(word)\",\"checks\":{\"a\":[]}}", 200, .healthJSON).health == health)
    }

    // MARK: MicroProfile

    @Test func microProfileWithNamesThatRepeat() {
        let answer = read(
            #"""
            {"status":"DOWN","checks":[{"name":"db","status":"UP","data":{"pool":5,"ok":true}},
            {"name":"db","status":"DOWN","data":{"error":"gone"}}]}
            """#, 503)
        #expect(answer.format == .microprofile)
        #expect(answer.tree == ["healthy db · pool: 5, ok: true", "unhealthy db · error: gone"])
        #expect(answer.words == "unhealthy: answered 503 DOWN · db: error: gone")
    }

    @Test func microProfile1SaidOutcomeAndState() {
        let answer = read(#"{"outcome":"UP","checks":[{"name":"a","state":"UP"}]}"#)
        #expect(answer.format == .microprofile)
        #expect(answer.health == .healthy)
        #expect(answer.tree == ["healthy a"])
    }

    @Test func microProfileThatIsStillStarting() {
        let answer = read(#"{"status":"DOWN","checks":[]}"#, 503)
        #expect(answer.words == "unhealthy: answered 503 DOWN · no checks yet: it is still starting")
        #expect(read(#"{"status":"DOWN","checks":[]}"#, 500).health == .unhealthy)
    }

    // MARK: ASP.NET Core

    @Test(arguments: [("Healthy", 200, Health.healthy), ("Degraded", 200, .degraded), ("Unhealthy", 503, .unhealthy)])
    func aspNetText(text: String, status: Int, health: Health) {
        let answer = read(text, status)
        #expect(answer.format == .aspnet)
        #expect(answer.health == health)
    }

    @Test func aspNetUIJSON() {
        let answer = read(
            #"""
            {"status":"Unhealthy","totalDuration":"00:00:00.0431234","entries":{"sql":{"data":{"server":"db1"},
            "description":"cannot connect","duration":"00:00:00.0100000","exception":"A timeout","status":"Unhealthy",
            "tags":["db"]},"self":{"data":{},"duration":"00:00:01.5","status":"Healthy"}}}
            """#, 503)
        #expect(answer.format == .aspnet)
        #expect(
            answer.tree == [
                "unhealthy sql · cannot connect · A timeout · took 10 ms · server: db1", "healthy self · took 1.5 s",
            ])
    }

    @Test func aspNetStatusesAsNumbers() {
        let answer = read(#"{"status":1,"entries":{"a":{"status":2},"b":{"status":1},"c":{"status":0}}}"#)
        #expect(answer.health == .degraded)
        #expect(answer.tree == ["healthy a", "degraded b", "unhealthy c"])
        #expect(read("{}", 200, .aspnet).health == .healthy)
    }

    @Test(
        arguments: [
            ("00:00:00.0431234", 0.0431234), ("-00:00:01", -1), ("1.02:03:04.5", 93_784.5),
            ("10675199.02:48:05", 922_337_203_685),
            ("00:61:00", nil), ("nonsense", nil), ("", nil), ("::", nil), ("1:2", nil), ("99999999999.00:00:00", nil),
        ] as [(String, Double?)])
    func timeSpans(text: String, seconds: Double?) {
        #expect(AspNetFormat.duration(text) == seconds)
    }

    // MARK: Kubernetes

    @Test func kubernetesVerboseThatPasses() {
        let answer = read(
            "[+]ping ok\n[+]etcd excluded: ok\nwarn: some health checks cannot be excluded: no match\nreadyz check passed\n"
        )
        #expect(answer.format == .kubernetes)
        #expect(answer.health == .healthy)
        #expect(answer.tree == ["healthy ping", "healthy etcd · excluded: ok"])
    }

    @Test func kubernetesThatFails() {
        let answer = read("[+]ping ok\n[-]etcd failed: reason withheld\nlivez check failed\n", 500)
        #expect(answer.words == "unhealthy: answered 500 failed · etcd: failed: reason withheld")
        #expect(answer.tree == ["healthy ping", "unhealthy etcd · failed: reason withheld"])
    }

    @Test func kubernetesWithCarriageReturnsAndWithoutASummary() {
        #expect(read("[+]ping ok\r\n[-]etcd failed\r\n", 200).health == .unhealthy)
        #expect(read("ok", 200, .kubernetes).health == .healthy)
    }

    // MARK: Envoy

    @Test(arguments: [
        ("LIVE", 200, Health.healthy), ("DRAINING", 503, .unhealthy), ("PRE_INITIALIZING", 503, .unknown),
        ("INITIALIZING", 503, .unknown),
    ])
    func envoyReady(word: String, status: Int, health: Health) {
        #expect(read(word + "\n", status).health == health)
        #expect(read(word + "\n", status, .envoy).health == health)
    }

    static let clusters = [
        "unhealthy flaky · 0 of 1 hosts good", "  unhealthy 127.0.0.1:19912 · failed_outlier_check",
        "degraded payments · 1 of 3 hosts good", "  healthy 127.0.0.1:19911",
        "  unhealthy 127.0.0.1:19912 · FAILED", "  unhealthy 127.0.0.1:19913 · FAILED",
    ]

    @Test func envoyClustersAsRecordedJSON() {
        let answer = read(EnvoySamples.clustersJSON)
        #expect(answer.format == .envoy)
        #expect(answer.health == .unhealthy)
        #expect(answer.tree == Self.clusters.map { $0.replacing("FAILED", with: "failed_active_health_check") })
    }

    @Test func envoyClustersAsRecordedText() {
        let answer = read(EnvoySamples.clustersText)
        #expect(answer.format == .envoy)
        let tree = answer.tree
        #expect(tree.sorted() == Self.clusters.map { $0.replacing("FAILED", with: "failed_active_hc") }.sorted())
    }

    @Test func envoyNamesAndAddressesWithColons() {
        let answer = read(
            """
            svc::odd::added_via_api::false
            svc::odd::[::1]:19912::health_flags::healthy
            svc::odd::/tmp/a.sock::health_flags::/degraded_active_hc/pending_active_hc
            svc::odd::10.0.0.1:80::health_flags::/active_hc_timeout
            svc::odd::10.0.0.1:80::hostname::
            empty::added_via_api::true
            """)
        #expect(
            answer.tree == [
                "degraded svc::odd · 1 of 3 hosts good", "  healthy [::1]:19912",
                "  degraded /tmp/a.sock · degraded_active_hc, pending_active_hc",
                "  unhealthy 10.0.0.1:80 · active_hc_timeout", "unknown empty · no hosts",
            ])
    }

    @Test func envoyHostsThatOnlyEDSCallsBad() {
        let answer = read(
            #"""
            {"cluster_statuses":[{"name":"a","host_statuses":[{"address":{"pipe":{"path":"/run/x"}},
            "health_status":{"eds_health_status":"UNHEALTHY"}},{"address":{"socket_address":{"address":"::1",
            "port_value":1}},"health_status":{"eds_health_status":"DEGRADED"}}]}]}
            """#)
        #expect(
            answer.tree == [
                "degraded a · 0 of 2 hosts good", "  unhealthy /run/x · eds_unhealthy",
                "  degraded [::1]:1 · eds_degraded",
            ])
    }

    // MARK: Consul

    static let consul = #"""
        [{"Node":{"Node":"n1","Address":"10.0.0.1"},"Service":{"ID":"web-1","Service":"web","Tags":null,"Address":"",
        "Port":8080},"Checks":[{"Node":"n1","CheckID":"serfHealth","Name":"Serf Health Status","Status":"passing",
        "Notes":"","Output":"Agent alive","ServiceID":""},{"CheckID":"service:web-1","Name":"Service 'web' check",
        "Status":"critical","Output":"connection refused","ServiceID":"web-1"}]},
        {"Node":{"Node":"n2","Address":"10.0.0.2"},"Service":{"ID":"web-2","Service":"web","Address":"10.1.0.2",
        "Port":8080},"Checks":[{"CheckID":"service:web-2","Name":"","Status":"passing","Output":""}]}]
        """#

    @Test func consulWithOneOfTwoInstancesGood() {
        let answer = read(Self.consul)
        #expect(answer.format == .consul)
        #expect(answer.health == .degraded)
        #expect(
            answer.tree == [
                "unhealthy web-1 · 10.0.0.1:8080", "  healthy Serf Health Status · Agent alive",
                "  unhealthy Service 'web' check · connection refused", "healthy web-2 · 10.1.0.2:8080",
                "  healthy service:web-2",
            ])
        #expect(
            answer.reason
                == "answered 200 · 1 of 2 instances passing · Service 'web' check: connection refused")
    }

    @Test func consulWithoutAnyInstance() {
        let answer = read("[]")
        #expect(answer.words == "unknown: answered 200 · no such service, or no instance of it")
    }

    @Test func consulInMaintenance() {
        let answer = read(
            #"""
            [{"Service":{"ID":"a"},"Checks":[{"CheckID":"_service_maintenance:a","Name":"Maintenance","Status":"critical",
            "Notes":"by ada"}]}]
            """#)
        #expect(answer.health == .unhealthy)
        #expect(answer.tree[1] == "  unhealthy Maintenance · in maintenance: by ada")
    }

    @Test(arguments: [
        ("passing", 200, Health.healthy), ("warning", 429, .degraded), ("critical", 503, .unhealthy),
        ("critical", 404, .unknown),
    ])
    func consulAgent(word: String, status: Int, health: Health) {
        let list = "[{\"AggregatedStatus\":\"\(word)\",\"Service\":{\"ID\":\"web\"},\"Checks\":[]}]"
        #expect(read(list, status).health == health)
        #expect(read(String(list.dropFirst().dropLast()), status).health == health)
        #expect(read(word, status, .consul).health == health)
    }
}
