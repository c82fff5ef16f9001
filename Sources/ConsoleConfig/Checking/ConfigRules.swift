/// Rules that more than one value takes part in.
struct ConfigRules {
    private(set) var mistakes: [ConfigMistake] = []
    private(set) var warnings: [ConfigWarning] = []

    /// Checks a whole file.
    init(_ root: CheckedValue) {
        let services = root["services"]?.items ?? []
        uniqueNames(services)
        certificates(root["defaults"]?["tls"], [])
        for service in services { check(service, defaults: root["defaults"]) }
    }

    /// What there is to say about a file without mistakes.
    static func warning(on config: ConsoleConfig, _ place: ConfigPlace) -> ConfigWarning? {
        guard config.services.isEmpty && config.traceLog.paths.isEmpty else { return nil }
        return ConfigWarning(
            code: .noEffect, place: place,
            sentence: "this names no service and no trace log, so there is nothing to show")
    }

    private mutating func uniqueNames(_ services: [CheckedValue]) {
        var first: [String: ConfigPlace] = [:]
        for service in services {
            guard let name = service["name"], let text = name.text else { continue }
            if let place = first[text] {
                add(
                    .duplicateName, name.place, found: "a second service \(ShownText.quoted(text))",
                    expected: "a name that no other service has; the first is at \(place.line):\(place.column)")
            } else {
                first[text] = name.place
            }
        }
    }

    private mutating func check(_ service: CheckedValue, defaults: CheckedValue?) {
        let instances = service["health"]?.items ?? []
        uniqueInstances(instances)
        times(service.completed(by: defaults), own: service)
        certificates(service["tls"], instances)
        let addresses = instances.compactMap { $0.address ?? $0["url"]?.address }
        if let format = service["format"], let word = format.text, word != "auto", !addresses.isEmpty,
            addresses.allSatisfy({ $0.scheme == .tcp })
        {
            warn(
                .noEffect, format.place,
                "a tcp address is only connected to, so there is no answer to read as \"\(word)\"")
        }
        if let every = service["everyAddress"], every.boolean == true, !addresses.isEmpty,
            addresses.allSatisfy({ $0.scheme == .unix || $0.scheme == .httpUnix })
        {
            warn(.noEffect, every.place, "a Unix socket has no name that could resolve to several addresses")
        }
    }

    private mutating func uniqueInstances(_ instances: [CheckedValue]) {
        var first: [String: ConfigPlace] = [:]
        for instance in instances {
            let name = instance["name"]?.text ?? (instance.address ?? instance["url"]?.address)?.description
            guard let name else { continue }
            if let place = first.updateValue(instance.place, forKey: name) {
                add(
                    .duplicateName, instance.place, found: "a second instance \(ShownText.quoted(name))",
                    expected: "each instance once; the first is at \(place.line):\(place.column)")
            }
        }
    }

    private mutating func times(_ service: CheckedValue, own: CheckedValue) {
        let usual = ServiceConfig(name: "", instances: [])
        let interval = service["interval"]?.duration ?? usual.interval
        let timeout = service["timeout"]?.duration ?? usual.timeout
        // Said where the service says one of the two itself; what only the defaults say is said once, there.
        if timeout > interval, let place = own["timeout"]?.place ?? own["interval"]?.place {
            warn(
                .timeoutAboveInterval, place,
                "a timeout of \(DurationText.format(timeout)) is longer than the interval of "
                    + "\(DurationText.format(interval)): a hanging service is probed less often than it says")
        }
        if let degraded = own["degradedAbove"], let limit = degraded.duration, limit > timeout {
            warn(
                .noEffect, degraded.place,
                "no answer is slower than the timeout of \(DurationText.format(timeout)), so none counts as degraded")
        }
    }

    private mutating func certificates(_ tls: CheckedValue?, _ instances: [CheckedValue]) {
        guard let tls else { return }
        for (one, other) in [("certificate", "key"), ("key", "certificate")] where tls.has(one) && !tls.has(other) {
            var place = tls.place
            place.path += ".\(other)"
            add(.missingKey, place, found: "", expected: "the path of a file (\"\(one)\" needs it)")
        }
        let addresses = instances.compactMap { $0.address ?? $0["url"]?.address }
        if !addresses.isEmpty && addresses.allSatisfy({ $0.scheme != .https }) {
            warn(.noEffect, tls.place, "none of its addresses is https, so nothing is checked by this")
        } else if let insecure = tls["insecure"], insecure.boolean == true {
            warn(.insecure, insecure.place, "any certificate is taken: somebody in between can answer for the service")
        }
    }

    private mutating func add(_ code: ConfigMistake.Code, _ place: ConfigPlace, found: String, expected: String) {
        mistakes.append(ConfigMistake(code: code, place: place, found: found, expected: expected))
    }

    private mutating func warn(_ code: ConfigWarning.Code, _ place: ConfigPlace, _ sentence: String) {
        warnings.append(ConfigWarning(code: code, place: place, sentence: sentence))
    }
}
