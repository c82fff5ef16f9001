import Foundation
import Probes
import TerminalUI

// MARK: - Probing and muting

extension State {
    /// Wants no attention: muted for a time, or by the config for good.
    func isMuted(_ id: EndpointID) -> Bool {
        overview.mutes[id] != nil || overview.permanentMutes.contains(id.service)
    }

    /// How it is muted: `by the config`, `until 14:30`; `nil` where it is not.
    func muteWords(_ id: EndpointID) -> String? {
        if overview.permanentMutes.contains(id.service) { return "by the config" }
        return overview.mutes[id].map { "until \(options.clock.end($0, now: now))" }
    }

    /// What a command on the selected row acts on, and its name; says so where there is none.
    private mutating func serviceTargets() -> (endpoints: [EndpointStatus], name: String)? {
        guard let row = services.selectedRow else {
            say("no service is selected", .refusal)
            return nil
        }
        let endpoints = row.endpoints
        guard let first = endpoints.first else { return nil }
        let name =
            endpoints.count == 1
            ? observation.title(of: first.id) : "\(endpoints.count) instances of \(row.id.service)"
        return (endpoints, name)
    }

    mutating func probeServicesNow() -> [Effect] {
        guard let (endpoints, name) = serviceTargets() else { return [] }
        say("probing \(name)" + (isPaused ? "; the screen is paused, space shows the result" : ""))
        return endpoints.map { .probeNow($0.id) }
    }

    /// Asks for how long; what is muted already is unmuted at once.
    mutating func muteServices() -> [Effect] {
        guard let (endpoints, name) = serviceTargets() else { return [] }
        let ids = endpoints.map(\.id)
        if let service = ids.first?.service, overview.permanentMutes.contains(service) {
            say("the config mutes \(service): change it there", .refusal)
            return []
        }
        if ids.allSatisfy({ overview.mutes[$0] != nil }) {
            for id in ids { overview.mutes[id] = nil }
            record("mute", "unmuted \(name)")
            say("\(name) unmuted")
            mutesChanged()
            return []
        }
        // An id without an instance stands for all instances of its service; see `mutedBy`.
        let id = ids.count == 1 ? ids[0] : EndpointID(service: ids[0].service)
        return openPrompt(.mute(id))
    }

    /// Mutes for as long as the text says; `nil` (and a complaint) where it says nothing readable.
    mutating func submitMute(_ text: String, of id: EndpointID) -> [Effect]? {
        guard let (until, note) = TimeSpanInput.read(text, now: now, zone: options.zone) else {
            complain("how long? 30m, 2h, 3d or until 14:30", at: 0)
            return nil
        }
        let ids = mutedBy(id)
        guard let first = ids.first else {
            say("\(id) is not probed any more", .refusal)
            return []
        }
        for id in ids { overview.mutes[id] = until }
        let name = ids.count == 1 ? observation.title(of: first) : "\(ids.count) instances of \(id.service)"
        let reason = note.isEmpty ? "" : ": \(note)"
        record("mute", "muted \(name) until \(options.clock.end(until, now: now))\(reason)")
        say("\(name) muted until \(options.clock.end(until, now: now))")
        mutesChanged()
        return []
    }

    /// The endpoint of that id, or all instances of a service that has no endpoint without an instance.
    private func mutedBy(_ id: EndpointID) -> [EndpointID] {
        let probes = observation.probes
        if probes[id] != nil { return [id] }
        guard id.instance.isEmpty, let service = probes.services.first(where: { $0.name == id.service }) else {
            return []
        }
        return probes.instances(of: service).map(\.id)
    }

    /// Ends the mutes whose time has come, and says so: what is still wrong shows again.
    mutating func endMutes() {
        // Staleness and mutes come and go with time alone; a filter may ask for them.
        if !services.activeFilter.isEmpty || services.sort == .worst { services.isOutdated = true }
        let ended = overview.mutes.filter { $0.value <= now }
        guard !ended.isEmpty else { return }
        for id in ended.keys.sorted(by: { ($0.service, $0.instance) < ($1.service, $1.instance) }) {
            overview.mutes[id] = nil
            record("mute", "mute of \(observation.title(of: id)) ended", by: "fusebox")
        }
        mutesChanged()
    }

    private mutating func mutesChanged() {
        services.isOutdated = true
        refreshOverview()
    }
}

// MARK: - Copy, export

extension State {
    mutating func copyService() -> [Effect] {
        guard let row = services.selectedRow else {
            say("nothing to copy", .refusal)
            return []
        }
        say("copied")
        return [.copy(SafeText.visible(ServiceLine(state: self).text(row)))]
    }

    mutating func exportService() -> [Effect] {
        guard let row = services.selectedRow, let first = row.endpoints.first else {
            say("nothing to export", .refusal)
            return []
        }
        let name = row.endpoints.count == 1 ? first.id.description : row.id.service
        guard let json = ServiceExport(service: row.id.service, endpoints: row.endpoints, state: self).json() else {
            say("export: the facts of \(name) cannot be written as JSON", .failure)
            return []
        }
        return [.export(name: name, json: json)]
    }
}
