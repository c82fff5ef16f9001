/// Takes lines in: reads them, stores what they hold, and keeps count.
///
/// A class although it is a value by nature: its reader is noncopyable, and Swift 6.3 computes the places of an actor's
/// noncopyable fields wrongly, so that reading them crashes.
final class TraceIngest {
    var store = SpanStore()
    var totals = TraceTotals()
    var badLines = BadLines()
    var rates = ServiceRates()
    var operations = OperationTable()
    var files = FileTable()
    /// The wall clock at the current step.
    var now = Timestamp(nanoseconds: 0)
    var domain = DomainLog()
    var callees = StepCallees()
    private let facts: DomainFacts
    /// When each version (low half) of a service (high half) was seen first.
    private var versionTimes: [UInt64: UInt64] = [:]
    private var reader: OTLPReader
    private var knownKeys: [String] = []
    private var translation = SymbolTranslation()
    private var ended: [SpanRow] = []
    /// By service the version that was seen last and its first time, so that most lines need no look-up.
    private var lastVersions: [(version: UInt32, time: UInt64)] = []

    init(mapping: TraceMapping) {
        facts = DomainFacts(mapping)
        reader = OTLPReader(interest: mapping.interest)
    }

    /// The attribute keys that were met, by name.
    var attributeKeys: [String] {
        let count = reader.attributeKeys.count
        if knownKeys.count != count - 1 {
            knownKeys = (1..<UInt32(count)).map { reader.attributeKeys[$0] }.sorted()
        }
        return knownKeys
    }

    /// Takes a line as it came out of a file.
    func take(_ item: LineBuffer.Item, path: String) {
        switch item {
        case .line(let line, let offset): read(line, offset: offset, path: path)
        case .tooLong(let head, let offset, let length):
            totals.lines += 1
            badLines.add(
                BadLine(
                    path: path, offset: offset, length: length, reason: .tooLong, detail: "",
                    excerpt: BadLines.excerpt(head)))
        }
    }

    /// Takes what stood without a line end at the end of a file: a line, or the beginning of one.
    func takeLast(_ item: LineBuffer.Item, path: String) {
        guard case .line(let line, let offset) = item else { return take(item, path: path) }
        switch reader.read(line, offset: offset) {
        case .blank: return
        case .good: totals.lines += 1
        case .bad:
            totals.lines += 1
            badLines.add(
                BadLine(
                    path: path, offset: offset, length: UInt64(line.count), reason: .cutOff, detail: "",
                    excerpt: BadLines.excerpt(line)))
        }
    }

    private func read(_ line: UnsafeBufferPointer<UInt8>, offset: UInt64, path: String) {
        switch reader.read(line, offset: offset) {
        case .blank: return
        case .good: totals.lines += 1
        case .bad(let fault):
            totals.lines += 1
            badLines.add(fault, line: line, offset: offset, path: path)
        }
    }

    /// A number for a file that is begun to be read.
    func addFile(_ file: LogFile) -> UInt16 {
        let number = files.add(file)
        store.setRank(files[number].rank, of: number)
        return number
    }

    /// A number for a file that is older than all that were begun so far.
    func addOlderFile(_ file: LogFile, compression: Compression?) -> UInt16 {
        let number = files.add(file, isOlder: true, compression: compression)
        store.setRank(files[number].rank, of: number)
        return number
    }

    /// The bytes are a whole line, and not the beginning of one.
    func isWhole(_ line: UnsafeBufferPointer<UInt8>) -> Bool { reader.tryOut(line) == .good }

    /// What is wanted of a line in full.
    func details(in line: [UInt8], _ request: DetailRequest) -> LineDetails {
        reader.details(in: line, request)
    }

    /// Lets the oldest traces go until about so much memory is in use.
    func evict(to target: Int) {
        // Rooms are rounded up, so that dropping a share of the spans may not free quite as large a share of the memory.
        for _ in 0..<8 where store.memory > target && store.traces.count > 1 {
            let eviction = store.evictOldest(to: target)
            totals.evictedTraces += eviction.traces
            totals.evictedSpans += eviction.spans
            rates.rename(eviction.symbols)
            operations.rename(eviction.symbols)
        }
        versionTimes.removeAll()
        lastVersions.removeAll()
        reader.forgetNames()
        translation.removeAll()
    }

    /// Stores what was read since the last time; all of it came from one file.
    func flush(file: UInt16) {
        translation.extend(from: reader.symbols, into: &store.names)
        store.add(reader.batch, file: file, translation: translation)
        let window = IntervalCounts.window(now)
        store.takeNewlyEnded(into: &ended)
        rates.add(ended, window: window)
        operations.add(ended, window: window)
        if !reader.batch.domain.isEmpty { addDomain(file) }
        addVersions()
        totals.logRecords += reader.batch.logCount
        totals.metricPoints += reader.batch.metricPoints
        totals.incompleteLogRecords += reader.batch.incompleteLogCount
        reader.batch.removeAll()
    }
}

extension TraceIngest {
    private func addDomain(_ file: UInt16) {
        for record in reader.batch.domain {
            let place = LinePlace(file: file, offset: reader.batch.lines[Int(record.line)].offset)
            for fact in facts.facts(record, place: place) { domain.add(fact) }
            if let breaker = facts.rejection(record) { domain.noteRejection(breaker) }
        }
    }

    private func addVersions() {
        for resource in reader.batch.resources where resource.version != 0 && resource.time != 0 {
            let (service, version) = (Int(translation[resource.service]), translation[resource.version])
            if service < lastVersions.count, lastVersions[service].version == version,
                lastVersions[service].time <= resource.time
            {
                continue
            }
            let key = UInt64(service) << 32 | UInt64(version)
            let first = min(resource.time, versionTimes[key] ?? .max)
            while lastVersions.count <= service { lastVersions.append((SpanRow.none, 0)) }
            lastVersions[service] = (version, first)
            guard first != versionTimes[key] else { continue }
            versionTimes[key] = first
            domain.noteVersion(
                store.names.names[translation[resource.version]], of: store.names.names[translation[resource.service]],
                time: resource.time)
        }
    }
}

extension TraceMapping {
    /// What the reader has to look out for.
    var interest: DomainInterest {
        DomainInterest(
            attributeKeys: sagaName + stepName + breakerName + breakerState,
            spanNames: sagaSpans + stepSpans + compensationSpans, sagaIDs: sagaID)
    }
}
