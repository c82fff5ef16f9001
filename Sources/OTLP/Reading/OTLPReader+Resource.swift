extension OTLPReader {
    /// One process's spans, logs or metrics.
    mutating func walkResourceItem(_ tape: JSONTape, _ item: Int) {
        resourceItem = item
        var resourcePlace: Int?
        tape.forEachMember(of: item) { key, value in
            if key.equals("resource") { resourcePlace = value }
        }
        useResource(tape, resourcePlace)
        let end = tape.end(item)
        var place = item + 1
        while place < end {
            let key = tape.text(place)
            if OTLPKey.isScopes(key) { walkScopes(tape, place + 1, key: key) }
            place = tape.next(place + 1)
        }
    }

    private mutating func walkScopes(_ tape: JSONTape, _ array: Int, key: JSONText) {
        guard isContainer(tape, array, JSONTape.Kind.array, key) else { return }
        let end = tape.end(array)
        var place = array + 1
        while place < end {
            if isContainer(tape, place, JSONTape.Kind.object, key) { walkScope(tape, place) }
            place = tape.next(place)
        }
    }

    private mutating func walkScope(_ tape: JSONTape, _ scope: Int) {
        scopeItem = scope
        let end = tape.end(scope)
        var place = scope + 1
        while place < end {
            let key = tape.text(place)
            if key.equals("spans") {
                walkList(tape, place + 1, key) { reader, tape, item in reader.walkSpan(tape, item) }
            } else if key.equals("logRecords", "log_records") || key.equals("logs") {
                walkList(tape, place + 1, key) { reader, tape, item in reader.walkLog(tape, item) }
            } else if key.equals("metrics") {
                walkList(tape, place + 1, key) { reader, tape, item in reader.walkMetric(tape, item) }
            }
            place = tape.next(place + 1)
        }
    }

    @inline(__always)
    private mutating func walkList(
        _ tape: JSONTape, _ array: Int, _ key: JSONText, _ body: (inout OTLPReader, JSONTape, Int) -> Void
    ) {
        guard isContainer(tape, array, JSONTape.Kind.array, key) else { return }
        let end = tape.end(array)
        var place = array + 1
        while place < end {
            if isContainer(tape, place, JSONTape.Kind.object, key) { body(&self, tape, place) }
            place = tape.next(place)
        }
    }

    /// Remembers who wrote what follows. Without a name it is `unknown_service`.
    mutating func useResource(_ tape: JSONTape, _ place: Int?) {
        let extent = place.flatMap { ResourceMemory.Extent(tape, $0) }
        if let extent, let known = resources.resource(at: extent) {
            resource = known
        } else {
            walkResource(tape, place)
            if let extent { resources.remember(resource, at: extent) }
        }
        if batch.resources.last.map({ !$0.isSame(as: resource) }) ?? true { batch.resources.append(resource) }
    }

    private mutating func walkResource(_ tape: JSONTape, _ place: Int?) {
        resource = ResourceRecord(namespace: 0, service: 0, instance: 0, version: 0, time: 0)
        if let place {
            tape.forEachMember(of: place) { key, value in
                guard key.equals("attributes") else { return }
                noteKeys(tape, value)
                tape.forEachElement(of: value) { readResourceAttribute(tape, $0) }
            }
        }
        if resource.service == 0 { resource.service = unknownService() }
    }

    /// Keeps the earliest time beneath the current resource.
    @inline(__always) mutating func noteTime(_ time: UInt64) {
        guard time != 0, let last = batch.resources.indices.last else { return }
        if batch.resources[last].time == 0 || time < batch.resources[last].time { batch.resources[last].time = time }
    }

    private mutating func readResourceAttribute(_ tape: JSONTape, _ element: Int) {
        guard let (key, value) = tape.keyValue(element), let value, key.hasPrefix("service."),
            let text = tape.stringValue(value)
        else { return }
        if key.equals("service.name") {
            resource.service = symbols.symbol(for: text.bytes)
        } else if key.equals("service.instance.id") {
            resource.instance = symbols.symbol(for: text.bytes)
        } else if key.equals("service.namespace") {
            resource.namespace = symbols.symbol(for: text.bytes)
        } else if key.equals("service.version") {
            resource.version = symbols.symbol(for: text.bytes)
        }
    }

    private mutating func unknownService() -> SymbolTable.Symbol {
        let name: StaticString = "unknown_service"
        return symbols.symbol(for: UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
    }

    /// One metric: its data points are counted and passed over.
    mutating func walkMetric(_ tape: JSONTape, _ metric: Int) {
        tape.forEachMember(of: metric) { key, value in
            guard
                key.equals("gauge") || key.equals("sum") || key.equals("histogram") || key.equals("summary")
                    || key.equals("exponentialHistogram", "exponential_histogram")
            else { return }
            tape.forEachMember(of: value) { key, points in
                if key.equals("dataPoints", "data_points") { batch.metricPoints += tape.count(of: points) }
            }
        }
    }
}

extension JSONTape {
    /// The key of an attribute and the place of its value, which may be missing; `nil` for what is no attribute.
    @inline(__always) func keyValue(_ element: Int) -> (key: JSONText, value: Int?)? {
        guard kind(element) == Kind.object else { return nil }
        var key: JSONText?
        var value: Int?
        forEachMember(of: element) { name, place in
            if name.equals("key") {
                if kind(place) == Kind.string { key = text(place) }
            } else if name.equals("value") {
                value = place
            }
        }
        return key.map { ($0, value) }
    }

    /// The text of a value that is a string; among several keys the last wins.
    @inline(__always) func stringValue(_ value: Int) -> JSONText? {
        var found: JSONText?
        forEachMember(of: value) { key, place in
            found = key.equals("stringValue", "string_value") && kind(place) == Kind.string ? text(place) : nil
        }
        return found
    }
}
