extension ConfigDecoder {
    /// One service; `nil` when a part that it needs did not fit.
    static func service(_ value: CheckedValue) -> ServiceConfig? {
        guard let name = value["name"]?.text, let health = value["health"] else { return nil }
        var service = ServiceConfig(name: name, instances: health.items.compactMap(instance))
        service.operations = value["operations"]?.address
        value["interval"]?.duration.map { service.interval = $0 }
        value["timeout"]?.duration.map { service.timeout = $0 }
        value["degradedAbove"]?.duration.map { service.degradedAbove = $0 }
        value["unhealthyAfter"]?.integer.map { service.unhealthyAfter = $0 }
        value["healthyAfter"]?.integer.map { service.healthyAfter = $0 }
        value["tier"]?.word().map { service.tier = $0 }
        value["format"]?.word().map { service.format = $0 }
        value["everyAddress"]?.boolean.map { service.everyAddress = $0 }
        value["mute"]?.boolean.map { service.mute = $0 }
        service.tokenFile = value["tokenFile"]?.path
        service.headers = value["headers"].map(headers) ?? []
        service.tls = value["tls"].map(tls) ?? TLSConfig()
        return service
    }

    private static func instance(_ value: CheckedValue) -> InstanceConfig? {
        if let address = value.address { return InstanceConfig(health: address) }
        return value["url"]?.address.map {
            InstanceConfig(name: value["name"]?.text, health: $0, operations: value["operations"]?.address)
        }
    }

    private static func headers(_ value: CheckedValue) -> [HeaderConfig] {
        guard case .headers(let headers) = value.kind else { return [] }
        return headers.compactMap { header in
            switch header.value.kind {
            case .text(let text): HeaderConfig(name: header.name, value: .text(text))
            case .variable(let name, let prefix):
                HeaderConfig(name: header.name, value: .environment(name: name, prefix: prefix))
            default:
                header.value["file"]?.path.map { path in
                    let prefix = header.value["prefix"]?.text ?? ""
                    return HeaderConfig(name: header.name, value: .file(path: path, prefix: prefix))
                }
            }
        }
    }

    private static func tls(_ value: CheckedValue) -> TLSConfig {
        TLSConfig(
            authority: value["ca"]?.path, certificate: value["certificate"]?.path, key: value["key"]?.path,
            insecure: value["insecure"]?.boolean ?? false)
    }
}
