extension ConfigObject {
    /// One item of `services`.
    static let service = ConfigObject(
        name: "service", meaning: "A service whose health is polled.",
        keys: [
            ConfigKey(
                name: "name", shape: .text(1...100), isRequired: true,
                meaning: "Unique within the file. Its spans carry it as `service.name`.", example: "\"orders\"",
                otherNames: ["id", "service"]),
            ConfigKey(
                name: "health",
                shape: .either([
                    .address(.probed), .object(.instance),
                    .list(.either([.address(.probed), .object(.instance)]), 1...10_000),
                ]),
                isRequired: true, meaning: "Where it answers: an address, or a list with one entry an instance.",
                example: "\"http://127.0.0.1:18081/health\"",
                otherNames: ["url", "address", "endpoint", "uri", "healthUrl", "instances"]),
            ConfigKey(
                name: "operations", shape: .address(.operated),
                meaning: "The root of its Operations API; without it the service is watched and not operated.",
                example: "\"http://127.0.0.1:18081/ops/v1\"", otherNames: ["ops", "operationsUrl"]),
        ] + probing)

    /// One item of `health` that is more than an address.
    static let instance = ConfigObject(
        name: "instance", meaning: "One running process of a service.",
        keys: [
            ConfigKey(
                name: "url", shape: .address(.probed), isRequired: true, meaning: "The address that is probed.",
                example: "\"https://10.0.0.7:8443/health\"", otherNames: ["health", "address", "endpoint"]),
            ConfigKey(
                name: "name", shape: .text(1...100), meaning: "What the screen calls it; its host and port otherwise.",
                example: "\"blue\"", otherNames: ["id"]),
            ConfigKey(
                name: "operations", shape: .address(.operated),
                meaning: "The root of this instance's own Operations API.",
                example: "\"https://10.0.0.7:8443/ops/v1\""),
        ])

    /// `defaults`: what holds for every service that does not say otherwise.
    static let defaults = ConfigObject(
        name: "defaults", meaning: "What holds for every service that does not say otherwise.", keys: probing)

    private static let probing: [ConfigKey] = [
        ConfigKey(
            name: "interval", shape: .duration(.milliseconds(100) ... .seconds(86_400)), fallback: "\"5s\"",
            meaning: "Time from one probe to the next.", example: "\"2s\"",
            otherNames: ["every", "period", "frequency"]),
        ConfigKey(
            name: "timeout", shape: .duration(.milliseconds(10) ... .seconds(600)), fallback: "\"1s\"",
            meaning: "Time that a whole probe may take: name lookup, connection, TLS, answer.", example: "\"500ms\""),
        ConfigKey(
            name: "degradedAbove", shape: .duration(.milliseconds(1) ... .seconds(600)), fallback: "\"1s\"",
            meaning: "A healthy answer that took longer counts as degraded.", example: "\"300ms\"",
            otherNames: ["slowAbove", "threshold"]),
        ConfigKey(
            name: "unhealthyAfter", shape: .integer(1...100), fallback: "2",
            meaning: "Bad answers in a row before it is called unhealthy.", example: "3",
            otherNames: ["failureThreshold"]),
        ConfigKey(
            name: "healthyAfter", shape: .integer(1...100), fallback: "2",
            meaning: "Good answers in a row before an unhealthy service is called better again.", example: "1",
            otherNames: ["successThreshold"]),
        ConfigKey(
            name: "tier", shape: .word(ConfigWord.tiers), fallback: "\"normal\"",
            meaning: "The bulkhead of its probes: tiers never wait for each other.", example: "\"critical\"",
            otherNames: ["priority", "bulkhead"]),
        ConfigKey(
            name: "format", shape: .word(ConfigWord.formats), fallback: "\"auto\"",
            meaning: "How its answer is read.", example: "\"spring\"", otherNames: ["type", "kind"]),
        ConfigKey(
            name: "everyAddress", shape: .boolean, fallback: "false",
            meaning: "Each address that the host's name resolves to is an instance of its own.", example: "true",
            otherNames: ["dns"]),
        ConfigKey(
            name: "tokenFile", shape: .file(.secret),
            meaning: "A file with the bearer token for the Operations API; `operator.tokenFile` otherwise.",
            example: "\"var/operator.token\"", otherNames: ["token", "password", "secret", "apiKey"]),
        ConfigKey(
            name: "headers", shape: .headers(.either([.text(0...8_192), .object(.headerFile)])), fallback: "{}",
            meaning: "Headers of its probes. Secrets come from `${NAME}` or a file.",
            example: "{ \"Authorization\": \"Bearer ${HEALTH_TOKEN}\" }", otherNames: ["header"]),
        ConfigKey(
            name: "tls", shape: .object(.tls), fallback: "{}", meaning: "How its certificate is checked.",
            example: "{ \"ca\": \"certificates/ca.pem\" }", otherNames: ["ssl"]),
        ConfigKey(
            name: "mute", shape: .boolean, fallback: "false",
            meaning: "Probed and shown, but never in need of attention.", example: "true",
            otherNames: ["muted", "silent", "disabled"]),
    ]

    /// The value of a header that is read from a file.
    static let headerFile = ConfigObject(
        name: "headerFile", meaning: "A header's value in a file, read again after it has changed.",
        keys: [
            ConfigKey(
                name: "file", shape: .file(.secret), isRequired: true,
                meaning: "The file; blanks and line ends around its content are dropped.",
                example: "\"var/health.token\"", otherNames: ["path"]),
            ConfigKey(
                name: "prefix", shape: .text(0...100), fallback: "\"\"", meaning: "Stands before the file's content.",
                example: "\"Bearer \""),
        ])

    /// `tls` of a service.
    static let tls = ConfigObject(
        name: "tls", meaning: "How a certificate is checked, and what the probe shows of itself. All files are PEM.",
        keys: [
            ConfigKey(
                name: "ca", shape: .file(.needed), meaning: "Authorities to trust in place of the system's.",
                example: "\"certificates/ca.pem\"", otherNames: ["authority", "caFile", "rootCa"]),
            ConfigKey(
                name: "certificate", shape: .file(.needed), meaning: "The client's certificate chain, with `key`.",
                example: "\"certificates/console.pem\"", otherNames: ["cert", "clientCertificate"]),
            ConfigKey(
                name: "key", shape: .file(.privateKey), meaning: "The private key of `certificate`.",
                example: "\"certificates/console.key\"", otherNames: ["privateKey", "clientKey"]),
            ConfigKey(
                name: "insecure", shape: .boolean, fallback: "false",
                meaning: "Takes any certificate. Anybody in between can then answer for the service.",
                example: "true", otherNames: ["insecureSkipVerify", "skipVerify"]),
        ])
}

extension [EndpointAddress.Scheme] {
    /// What a probe can speak.
    static let probed = EndpointAddress.Scheme.allCases
    /// What the Operations API is served over.
    static let operated: [EndpointAddress.Scheme] = [.http, .https, .unix, .httpUnix]
}
