import Probes

/// The only file that knows both the config's words and the prober's.
extension ServiceConfig {
    /// One endpoint an instance. What tells instances apart is their name, or else their address.
    /// - Throws: `ProbeTargetMistake` for an address that the reader lets pass and the prober does not; there should be
    ///   none.
    public func endpoints() throws(ProbeTargetMistake) -> [Endpoint] {
        var endpoints: [Endpoint] = []
        for instance in instances {
            let target = try ProbeTarget(instance.health.description)
            let name = instance.name ?? (instances.count == 1 ? "" : instance.shortAddress(among: instances, target))
            endpoints.append(
                Endpoint(
                    id: EndpointID(service: self.name, instance: name), target: target, interval: interval,
                    timeout: timeout, degradedAbove: degradedAbove, unhealthyAfter: unhealthyAfter,
                    healthyAfter: healthyAfter, tier: ProbeTier(tier), format: HealthFormat(format),
                    tls: ProbeTLS(tls), headers: headers.map(ProbeHeader.init), everyAddress: everyAddress))
        }
        return endpoints
    }
}

extension InstanceConfig {
    /// Host and port where that tells this instance from its neighbours, else the whole address.
    fileprivate func shortAddress(among instances: [InstanceConfig], _ target: ProbeTarget) -> String {
        let sameHost = instances.count { $0.health.host == health.host && $0.health.port == health.port }
        return sameHost == 1 ? target.authority : health.description
    }
}

extension ProbeTier {
    fileprivate init(_ tier: ServiceTier) {
        switch tier {
        case .critical: self = .critical
        case .normal: self = .normal
        case .reporting: self = .reporting
        }
    }
}

extension HealthFormat {
    fileprivate init(_ format: AnswerFormat) {
        switch format {
        case .auto: self = .auto
        case .native: self = .native
        case .spring: self = .spring
        case .healthJSON: self = .healthJSON
        case .microprofile: self = .microprofile
        case .aspnet: self = .aspnet
        case .kubernetes: self = .kubernetes
        case .envoy: self = .envoy
        case .consul: self = .consul
        case .resilience4j: self = .resilience4j
        case .plain: self = .plain
        case .status: self = .status
        }
    }
}

extension ProbeTLS {
    fileprivate init(_ tls: TLSConfig) {
        self.init(
            caFile: tls.authority, clientCertificateFile: tls.certificate, clientKeyFile: tls.key,
            insecure: tls.insecure)
    }
}

extension ProbeHeader {
    fileprivate init(_ header: HeaderConfig) {
        switch header.value {
        case .text(let text): self.init(name: header.name, source: .text(text))
        case .environment(let name, let prefix):
            self.init(name: header.name, prefix: prefix, source: .environment(name))
        case .file(let path, let prefix): self.init(name: header.name, prefix: prefix, source: .file(path))
        }
    }
}
