/// The last five minutes of each service.
struct ServiceRates: Sendable {
    /// Intervals whose durations are counted together.
    private static let group: UInt64 = 6

    fileprivate struct Service: Sendable {
        var requests = IntervalCounts()
        var errors = IntervalCounts()
        var durations: [UInt64: DurationCounts] = [:]
        var first: UInt64 = .max
    }

    private var services: [UInt32: Service] = [:]
    /// The last interval in which each service ended a span, as far as that lies within ``memory``.
    private var lastHeard: [UInt32: UInt64] = [:]

    /// Intervals for which it is remembered that a service was heard: an hour and a little.
    private static let memory: UInt64 = 3_660 / IntervalCounts.seconds

    /// Takes in the spans that are requests and ended within the window.
    mutating func add(_ spans: [SpanRow], window: ClosedRange<UInt64>) {
        for span in spans { add(span, window: window) }
    }

    private mutating func add(_ span: SpanRow, window: ClosedRange<UInt64>) {
        guard !span.isRunning, span.hasTime else { return }
        let interval = IntervalCounts.interval(span.end)
        if interval + ServiceRates.memory >= window.upperBound, interval <= window.upperBound + 1 {
            lastHeard[span.service] = max(lastHeard[span.service] ?? 0, interval)
        }
        guard span.kind == .server || span.kind == .consumer || span.parent == 0 else { return }
        // A clock that is a little ahead is no reason to lose a request.
        guard interval >= window.lowerBound, interval <= window.upperBound + 1 else { return }
        services[span.service, default: Service()].add(span, interval, group: interval / ServiceRates.group)
    }

    /// Names have other numbers now; a service that is gone from memory leaves here too.
    mutating func rename(_ symbols: [UInt32]) {
        var renamed: [UInt32: Service] = [:]
        for (old, service) in services where symbols[Int(old)] != SpanRow.none { renamed[symbols[Int(old)]] = service }
        services = renamed
        var stillHeard: [UInt32: UInt64] = [:]
        for (old, interval) in lastHeard where symbols[Int(old)] != SpanRow.none {
            stillHeard[symbols[Int(old)]] = interval
        }
        lastHeard = stillHeard
    }

    /// When each service ended a span last, to five seconds; services that ended none in the last hour are left out.
    mutating func heard(now: Timestamp, names: SymbolNames) -> [String: Timestamp] {
        let current = IntervalCounts.interval(now.nanoseconds)
        if lastHeard.values.contains(where: { $0 + ServiceRates.memory < current }) {
            lastHeard = lastHeard.filter { $0.value + ServiceRates.memory >= current }
        }
        var known: [String: Timestamp] = [:]
        for (symbol, interval) in lastHeard {
            let end = (interval + 1) * IntervalCounts.seconds * 1_000_000_000
            known[names[symbol]] = Timestamp(nanoseconds: min(end, now.nanoseconds))
        }
        return known
    }

    /// The rates as of a moment; services without requests in the window are left out.
    mutating func rates(now: Timestamp, names: SymbolNames) -> [ServiceRate] {
        let window = IntervalCounts.window(now)
        var rates: [ServiceRate] = []
        for symbol in services.keys {
            services[symbol]?.forget(before: window.lowerBound / ServiceRates.group)
            if let rate = services[symbol]?.rate(name: names[symbol], window) { rates.append(rate) }
        }
        return rates.sorted { $0.service < $1.service }
    }
}

extension ServiceRates.Service {
    fileprivate mutating func add(_ span: SpanRow, _ interval: UInt64, group: UInt64) {
        requests.add(interval)
        if span.status == .error { errors.add(interval) }
        first = min(first, interval)
        durations[group, default: DurationCounts()].add(span.duration)
    }

    fileprivate mutating func forget(before group: UInt64) {
        if durations.keys.contains(where: { $0 < group }) { durations = durations.filter { $0.key >= group } }
    }

    fileprivate func rate(name: String, _ window: ClosedRange<UInt64>) -> ServiceRate? {
        let trend = requests.trend(window)
        let errorTrend = errors.trend(window)
        let count = trend.reduce(0, +)
        guard count > 0 else { return nil }
        var all = DurationCounts()
        for counts in durations.values { all.add(counts) }
        let percentiles = all.percentiles([50, 99])
        let since = max(window.lowerBound, min(first, window.upperBound))
        let seconds = Double((window.upperBound - since + 1) * IntervalCounts.seconds)
        return ServiceRate(
            service: name, requests: count, errors: errorTrend.reduce(0, +),
            requestsPerSecond: Double(count) / seconds, p50: percentiles[0], p99: percentiles[1], trend: trend,
            errorTrend: errorTrend)
    }
}
