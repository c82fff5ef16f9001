import Foundation

/// How many of something a second: by the clock on the wall, and by the processor time of this process,
/// which other programs on the machine disturb less.
struct Rate {
    var perSecond: Double
    var perProcessorSecond: Double
}

func rate(of count: Int, _ body: () async throws -> Void) async rethrows -> Rate {
    let before = processorSeconds()
    let elapsed = try await ContinuousClock().measure { try await body() }
    return Rate(
        perSecond: Double(count) / (elapsed / .seconds(1)),
        perProcessorSecond: Double(count) / (processorSeconds() - before))
}

/// The one in the middle, by the clock on the wall.
func median(_ rates: [Rate]) -> Rate {
    rates.sorted { $0.perSecond < $1.perSecond }[rates.count / 2]
}

private func processorSeconds() -> Double {
    var usage = rusage()
    getrusage(RUSAGE_SELF.rawValue, &usage)
    func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
    return seconds(usage.ru_utime) + seconds(usage.ru_stime)
}

func report(_ name: String, _ rate: Rate, _ unit: String = "events", ratio: Double? = nil) {
    let hint = ratio.map { ", \((100 * $0).rounded() / 100) of raw SQLite" } ?? ""
    let (wall, processor) = (Int(rate.perSecond.rounded()), Int(rate.perProcessorSecond.rounded()))
    print("\(name): \(wall) \(unit)/s, \(processor) a processor second\(hint)")
}
