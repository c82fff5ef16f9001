import Foundation
import Probes
import TerminalUI

/// What `fusebox services` prints for a person.
enum ServicesText {
    /// A line an instance: name, health, latency, reason.
    static func table(_ snapshot: ProbeSnapshot) -> String {
        let rows = snapshot.endpoints.map { status -> [String] in
            let latency = status.latency.last.map { "\(Int(($0 / .milliseconds(1)).rounded())) ms" } ?? "-"
            return ["\(status.id)", status.health.rawValue, latency, status.reason].map(SafeText.visible)
        }
        return TextTable.text(rows)
    }
}

/// Columns of text, padded to their widest entry; the last one is not padded.
enum TextTable {
    /// - Parameter right: the columns that stand at the right, as numbers do.
    static func text(_ rows: [[String]], right: Set<Int> = []) -> String {
        var widths: [Int] = []
        for row in rows {
            for (column, cell) in row.enumerated() {
                if column == widths.count { widths.append(0) }
                widths[column] = max(widths[column], DisplayWidth.of(cell))
            }
        }
        return rows.map { row in
            row.enumerated().map { column, cell in
                let padding = String(repeating: " ", count: widths[column] - DisplayWidth.of(cell))
                if right.contains(column) { return padding + cell + "  " }
                return column == row.count - 1 ? cell : cell + padding + "  "
            }.joined()
        }.joined(separator: "\n")
    }
}
