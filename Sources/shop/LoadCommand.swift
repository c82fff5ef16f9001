import ArgumentParser
import ShopServices

/// `shop load`: more customers, fewer, or none.
struct LoadCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "load", abstract: "Change how many orders a second a running shop gets; 0 stops them.",
        discussion: """
            Customers come whether or not the shop keeps up, and do more than order: for ten orders they change one \
            e-mail address and look at four dashboards. Without --rate it says how the load fares.
            """)

    @Option(help: "The shop's directory.")
    var dir = ShopTopology.defaultDirectory

    @Option(help: "Orders a second, 0 to 10000.")
    var rate: Double?

    func validate() throws {
        guard rate.map((0...10_000).contains) ?? true else {
            throw ValidationError("--rate must be 0 to 10000, not \(rate ?? 0)")
        }
    }

    func run() async throws {
        do {
            let control = try ShopControl(files: ShopFiles(directory: dir))
            guard let rate else {
                print(Self.words(for: control.load()))
                return
            }
            let before = try await control.setLoad(rate: rate)
            print("load: \(Self.number(before)) → \(Self.number(rate)) orders a second")
        } catch let error as ShopState.Unreadable {
            throw Ending.unreachable(error.description)
        } catch let error as ShopControl.NotTaken {
            throw Ending.unreachable(error.description)
        }
    }

    private static func words(for report: LoadReport?) -> String {
        guard let report else { return "load: nothing yet" }
        var lines = ["load: \(number(report.rate)) orders a second"]
        for (kind, counts) in report.counts.sorted(by: { $0.key < $1.key }) { lines.append("  \(kind): \(counts)") }
        if let latency = report.orderLatency {
            lines.append(
                "  an order takes \(number(latency.p50)) ms at the median, \(number(latency.p99)) ms at p99, "
                    + "\(number(latency.most)) ms at most, since the rate was set")
        }
        return lines.joined(separator: "\n")
    }

    private static func number(_ value: Double) -> String {
        value == value.rounded() ? String(Int(value)) : String((value * 10).rounded() / 10)
    }
}
