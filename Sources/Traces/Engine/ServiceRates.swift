import Histogram

/// The last five minutes of each service, in intervals of five seconds.
struct ServiceRates: Sendable {
    /// Seconds of one interval, and how many there are.
    static let interval: UInt64 = 5
    static let intervals = 60
    /// Intervals that share a histogram.
    static let group: UInt64 = 6

    struct Service: Sendable {
        var counts = [UInt32](repeating: 0, count: ServiceRates.intervals)
        var errors = [UInt32](repeating: 0, count: ServiceRates.intervals)
        /// Which interval each place holds, counted from 1970.
        var stamps = [UInt64](repeating: 0, count: ServiceRates.intervals)
        var histograms: [UInt64: Histogram<UInt32>] = [:]
        var first: UInt64 = .max
    }

    private var services: [UInt32: Service] = [:]

    /// Takes in spans that are requests and ended within the window.
    mutating func add(_ spans: [SpanRecord], translation: SymbolTranslation, now: Timestamp) {
        let current = now.nanoseconds / 1_000_000_000 / ServiceRates.interval
        let oldest = current - min(current, UInt64(ServiceRates.intervals - 1))
        for span in spans {
            guard span.kind == .server || span.kind == .consumer || span.parent == 0,
                !span.notes.contains(.running), !span.notes.contains(.badTime)
            else { continue }
            let end = (span.start &+ span.duration) / 1_000_000_000 / ServiceRates.interval
            guard end >= oldest, end <= current + 1 else { continue }
            services[translation[span.service], default: Service()].add(span, interval: end)
        }
    }

    /// Names have other numbers now; a service that is gone from memory leaves here too.
    mutating func rename(_ symbols: [UInt32]) {
        var renamed: [UInt32: Service] = [:]
        for (old, service) in services where symbols[Int(old)] != SpanRow.none { renamed[symbols[Int(old)]] = service }
        services = renamed
    }

    /// The rates as of a moment; services without requests in the window are left out.
    mutating func rates(now: Timestamp, names: SymbolNames) -> [ServiceRate] {
        let current = now.nanoseconds / 1_000_000_000 / ServiceRates.interval
        let oldest = current - min(current, UInt64(ServiceRates.intervals - 1))
        var rates: [ServiceRate] = []
        for (symbol, service) in services {
            let kept = service.histograms.filter { $0.key >= oldest / ServiceRates.group }
            if kept.count < service.histograms.count { services[symbol]?.histograms = kept }
            if let rate = service.rate(name: names[symbol], oldest: oldest, current: current) { rates.append(rate) }
        }
        return rates.sorted { $0.service < $1.service }
    }
}

extension ServiceRates.Service {
    mutating func add(_ span: SpanRecord, interval: UInt64) {
        let place = Int(interval % UInt64(ServiceRates.intervals))
        if stamps[place] != interval {
            guard stamps[place] < interval else { return }
            stamps[place] = interval
            counts[place] = 0
            errors[place] = 0
        }
        counts[place] += 1
        if span.status == .error { errors[place] += 1 }
        first = min(first, interval)
        histograms[interval / ServiceRates.group, default: Histogram(numberOfSignificantValueDigits: .two)]
            .record(max(1, span.duration / 1000))
    }

    func rate(name: String, oldest: UInt64, current: UInt64) -> ServiceRate? {
        var trend: [Int] = []
        var errorTrend: [Int] = []
        for interval in oldest...max(oldest, current) {
            let place = Int(interval % UInt64(ServiceRates.intervals))
            let isHeld = stamps[place] == interval
            trend.append(isHeld ? Int(counts[place]) : 0)
            errorTrend.append(isHeld ? Int(errors[place]) : 0)
        }
        let requests = trend.reduce(0, +)
        guard requests > 0 else { return nil }
        var all = Histogram<UInt32>(numberOfSignificantValueDigits: .two)
        for histogram in histograms.values { all.add(histogram) }
        let seconds = Double((current - max(oldest, min(first, current)) + 1) * ServiceRates.interval)
        return ServiceRate(
            service: name, requests: requests, errors: errorTrend.reduce(0, +),
            requestsPerSecond: Double(requests) / seconds, p50: .microseconds(Int64(all.valueAtPercentile(50))),
            p99: .microseconds(Int64(all.valueAtPercentile(99))), trend: trend, errorTrend: errorTrend)
    }
}
