/// A decimal number without a sign, kept exact: `1.5` is 15 tenths.
struct DecimalText {
    /// Up to fifteen digits before the point, and up to nine behind it as billionths.
    var whole: Int64, billionths: Int64

    /// Takes digits, and a point with more digits, from the start of `text`.
    static func take(from text: inout Substring) -> DecimalText? {
        let whole = text.prefix { $0.isASCII && $0.isNumber }
        guard !whole.isEmpty, whole.count <= 15, let value = Int64(whole) else { return nil }
        text = text.dropFirst(whole.count)
        guard text.first == "." else { return DecimalText(whole: value, billionths: 0) }
        let fraction = text.dropFirst().prefix { $0.isASCII && $0.isNumber }
        let padded = String(fraction) + String(repeating: "0", count: max(0, 9 - fraction.count))
        guard !fraction.isEmpty, fraction.count <= 9, let billionths = Int64(padded) else { return nil }
        text = text.dropFirst(1 + fraction.count)
        return DecimalText(whole: value, billionths: billionths)
    }

    /// The product with `unit`, rounded down; `nil` when it does not fit.
    func times(_ unit: Int64) -> Int64? {
        let (large, overflow) = whole.multipliedReportingOverflow(by: unit)
        let fraction = billionths.multipliedFullWidth(by: unit)
        let (small, _) = Int64(1_000_000_000).dividingFullWidth(fraction)
        let (sum, tooLarge) = large.addingReportingOverflow(small)
        return overflow || tooLarge ? nil : sum
    }
}
