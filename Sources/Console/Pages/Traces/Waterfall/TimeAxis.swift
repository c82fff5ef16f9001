import Traces

/// The stretch of time that bars are drawn on, all to one scale.
struct TimeAxis: Sendable, Equatable {
    let start: Timestamp
    /// Never zero: a trace without any duration is drawn on an axis of a nanosecond.
    let nanoseconds: Double

    init(start: Timestamp, length: Duration) {
        self.start = start
        nanoseconds = max(1, length.seconds * 1e9)
    }

    /// Where a moment lies, 0 being the axis' start and 1 its end; less or more outside it.
    func share(of moment: Timestamp) -> Double { moment.since(start).seconds * 1e9 / nanoseconds }

    /// A moment with a label.
    struct Tick: Equatable {
        /// The column of its line.
        let column: Int
        let label: String
    }

    /// Ticks at round numbers, as many as have room in so many columns. Labels count from `origin`, the trace's start.
    func ticks(columns: Int, from origin: Timestamp) -> [Tick] {
        guard columns >= 10 else { return [] }
        let offset = start.since(origin).seconds * 1e9
        let step = Self.roundStep(atLeast: nanoseconds * Double(min(columns, 11)) / Double(columns))
        var ticks: [Tick] = []
        var value = (offset / step).rounded(.up) * step
        while value < offset + nanoseconds, ticks.count < columns {
            let column = Int((value - offset) / nanoseconds * Double(columns))
            ticks.append(Tick(column: min(column, columns - 1), label: DurationText.short(seconds: value / 1e9)))
            value += step
        }
        return ticks
    }

    /// 1, 2 or 5 times a power of ten.
    private static func roundStep(atLeast least: Double) -> Double {
        var unit = 1.0
        while unit * 10 <= least { unit *= 10 }
        for factor in [1.0, 2, 5] where unit * factor >= least { return unit * factor }
        return unit * 10
    }
}
