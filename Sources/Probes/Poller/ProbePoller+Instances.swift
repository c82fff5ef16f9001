extension ProbePoller {
    /// Host names are looked up again this often: short enough for a rolling deploy, long enough for a name server.
    static let lookupInterval = Duration.seconds(30)

    /// Looks the host names up whose addresses are instances, again and again until the task is cancelled.
    func keepLookingUp() async {
        await withDiscardingTaskGroup { group in
            group.addTask {
                while !Task.isCancelled {
                    await self.lookUp()
                    await self.clock.sleep(until: self.clock.monotonic() + Self.lookupInterval)
                }
            }
            for await _ in hostsChanges { await lookUp() }
            group.cancelAll()
        }
    }

    /// An empty answer changes nothing: a name server that is down must not make instances disappear.
    private func lookUp() async {
        var isNew = false
        for host in InstanceExpansion.hosts(of: configured).sorted() {
            let found = await lookup.addresses(host)
            if found.isEmpty || addresses[host] == found { continue }
            addresses[host] = found
            isNew = true
        }
        if isNew, !Task.isCancelled { takeConfigured() }
    }
}
