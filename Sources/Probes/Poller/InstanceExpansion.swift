/// Makes one endpoint of each address that a host name resolves to, for endpoints that ask for it.
enum InstanceExpansion {
    /// Host names that must be looked up, each once.
    static func hosts(of endpoints: [Endpoint]) -> Set<String> {
        Set(endpoints.lazy.filter(isExpandable).map(\.target.host))
    }

    /// The endpoints to probe. While nothing is known of a name, its endpoint stays as it is, so that its own probe says
    /// what is wrong with the name.
    /// - Parameter addresses: by host name; their order does not matter.
    static func expand(_ endpoints: [Endpoint], _ addresses: [String: Set<String>]) -> [Endpoint] {
        endpoints.flatMap { endpoint -> [Endpoint] in
            guard isExpandable(endpoint), let found = addresses[endpoint.target.host], !found.isEmpty else {
                return [endpoint]
            }
            return found.sorted().map { address in
                var instance = endpoint
                let name = endpoint.id.instance.isEmpty ? address : "\(endpoint.id.instance)/\(address)"
                instance.id = EndpointID(service: endpoint.id.service, instance: name)
                instance.address = address
                return instance
            }
        }
    }

    private static func isExpandable(_ endpoint: Endpoint) -> Bool {
        if case .httpOverUnixSocket = endpoint.target.kind { return false }
        return endpoint.everyAddress && !CertificateInspector.isAddress(endpoint.target.host)
    }
}
