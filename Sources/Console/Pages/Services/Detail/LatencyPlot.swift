import Foundation
import Probes
import TerminalUI

/// The latencies of the last probes as bars, oldest left, with numbers at the axis. Where there was no answer there is no
/// bar but a cross on the line below.
struct LatencyPlot {
    /// Oldest first.
    let probes: [RecentProbe]
    let theme: Theme
    let clock: ClockText

    private static let axisWidth = 8

    /// The lines of a plot that is so many columns wide and has bars of so many rows.
    func lines(width: Int, height: Int) -> [StyledText] {
        let room = max(1, width - Self.axisWidth - 1)
        let shown = Array(probes.suffix(room))
        guard shown.contains(where: { $0.latency != nil }) else { return ["no answer yet".styled(theme.dim)] }
        // Wide screens give each probe as many columns as fit evenly.
        let cell = max(1, min(3, room / max(1, shown.count)))
        let ceiling = Self.ceiling(shown.compactMap { $0.latency?.seconds }.max() ?? 0)
        var lines = (0..<height).map { row in
            axis(row, of: height, ceiling) + bars(shown, row: height - 1 - row, of: height, ceiling, cell)
        }
        lines.append(baseline(shown, cell))
        lines.append(times(shown, width: shown.count * cell))
        return lines
    }

    /// The least of 1, 2 or 5 times a power of ten that is not below the value, in seconds.
    static func ceiling(_ seconds: Double) -> Double {
        guard seconds > 0, seconds.isFinite else { return 0.001 }
        let power = pow(10, (log10(seconds)).rounded(.down))
        for step in [1.0, 2, 5, 10] where step * power >= seconds * 0.999_999 { return step * power }
        return 10 * power
    }

    private func axis(_ row: Int, of height: Int, _ ceiling: Double) -> StyledText {
        let label =
            switch row {
            case 0: DurationText.short(seconds: ceiling)
            case height / 2 where height > 3:
                DurationText.short(seconds: ceiling * Double(height - row) / Double(height))
            default: ""
            }
        return DetailText.trailing("\(label) ".styled(theme.dim), in: Self.axisWidth)
            + theme.art.vertical.styled(theme.border)
    }

    private func bars(
        _ probes: [RecentProbe], row: Int, of height: Int, _ ceiling: Double, _ cell: Int
    ) -> StyledText {
        var text = StyledText.empty
        for probe in probes {
            text.append(
                String(repeating: piece(probe, row: row, of: height, ceiling), count: cell),
                HealthSign(probe.health).style(theme))
        }
        return text
    }

    /// What one bar shows in one row, counted from the bottom.
    private func piece(_ probe: RecentProbe, row: Int, of height: Int, _ ceiling: Double) -> String {
        guard let latency = probe.latency else { return " " }
        let levels = theme.art.levels
        let steps = levels.count
        let filled = max(1, Int((latency.seconds / ceiling * Double(height * steps)).rounded()))
        let here = filled - row * steps
        return here <= 0 ? " " : here >= steps ? theme.art.full : levels[here - 1]
    }

    private func baseline(_ probes: [RecentProbe], _ cell: Int) -> StyledText {
        var text =
            DetailText.trailing("0 ".styled(theme.dim), in: Self.axisWidth) + theme.art.bottomLeft.styled(theme.border)
        for probe in probes {
            if probe.latency == nil {
                text.append(theme.art.cross, theme.bad)
                text.append(String(repeating: theme.art.horizontal, count: cell - 1), theme.border)
            } else {
                text.append(String(repeating: theme.art.horizontal, count: cell), theme.border)
            }
        }
        return text
    }

    private func times(_ probes: [RecentProbe], width: Int) -> StyledText {
        guard let first = probes.first, let last = probes.last else { return .empty }
        let indent = String(repeating: " ", count: Self.axisWidth + 1)
        let (from, to) = (clock.time(first.at), clock.time(last.at))
        guard width >= 18 else { return "\(indent)\(to)".styled(theme.dim) }
        return "\(indent)\(from)\(String(repeating: " ", count: width - 16))\(to)".styled(theme.dim)
    }
}
