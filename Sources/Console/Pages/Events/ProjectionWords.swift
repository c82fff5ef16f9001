import Operations
import TerminalUI

/// A projection or subscription in words.
struct ProjectionWords {
    private let projection: ProjectionReport

    init(_ projection: ProjectionReport) { self.projection = projection }

    /// One word with a sign.
    func state(_ theme: Theme) -> StyledText {
        if projection.state == .stopped { return "\(theme.art.cross) stopped".styled(theme.bad) }
        if projection.rebuild != nil {
            let word = projection.kind == .projection ? "rebuilding" : "replaying"
            return "\(theme.art.triangle) \(word)".styled(theme.info)
        }
        if projection.trouble != nil { return "\(theme.art.triangle) in trouble".styled(theme.warning) }
        if projection.state == .running {
            return projection.lag > 0
                ? "\(theme.art.triangle) behind".styled(theme.warning)
                : "\(theme.art.dot) up to date".styled(theme.good)
        }
        return "\(theme.art.question) \(projection.state.rawValue)".styled(theme.unknown)
    }

    /// How far a rebuild has come: `42 %, 850/s, 12 s left`; `nil` where there is none.
    var progress: String? {
        guard let rebuild = projection.rebuild else { return nil }
        let left = max(0, rebuild.target - rebuild.position)
        let share = CountText.percent(min(rebuild.position, rebuild.target), of: max(1, rebuild.target))
        guard let rate = rebuild.rate, rate > 0 else { return share }
        return "\(share), \(CountText.rate(rate))/s, \(DurationText.age(seconds: Double(left) / rate)) left"
    }

    /// 0 to 1; `nil` where there is no rebuild.
    var share: Double? {
        projection.rebuild.map { min(1, Double($0.position) / Double(max(1, $0.target))) }
    }

    var sentence: String {
        var parts: [String] = []
        if let reason = projection.reason { parts.append(reason) }
        if let trouble = projection.trouble { parts.append(trouble) }
        if let progress { parts.append("\(projection.kind == .projection ? "rebuild" : "replay") \(progress)") }
        if projection.lag > 0 { parts.append("\(CountText.of(projection.lag, "event")) behind") }
        if let letters = projection.deadLetters, letters > 0 { parts.append(CountText.of(letters, "dead letter")) }
        if let aside = projection.putAside, aside > 0 { parts.append("\(CountText.of(aside, "event")) put aside") }
        return parts.isEmpty
            ? "has every event up to \(CountText.grouped(projection.position))" : parts.joined(separator: "; ")
    }
}
