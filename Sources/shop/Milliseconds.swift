import ArgumentParser

/// A length of time on the command line: `300ms`, `30s`, `2m`, `1h`.
struct Milliseconds: ExpressibleByArgument, CustomStringConvertible {
    let count: Int

    init(_ count: Int) { self.count = count }

    init?(argument: String) {
        let digits = argument.prefix { $0.isASCII && $0.isNumber }
        guard let number = Int(digits), let unit = Self.units[String(argument.dropFirst(digits.count))] else {
            return nil
        }
        let (count, overflow) = number.multipliedReportingOverflow(by: unit)
        guard !overflow else { return nil }
        self.count = count
    }

    var description: String {
        for (name, unit) in [("h", 3_600_000), ("m", 60_000), ("s", 1000)] where count >= unit && count % unit == 0 {
            return "\(count / unit)\(name)"
        }
        return "\(count)ms"
    }

    var defaultValueDescription: String { description }

    private static let units = ["ms": 1, "s": 1000, "m": 60_000, "h": 3_600_000]
}
