extension JSONText {
    /// The number that only decimal digits spell; `nil` for anything else, or beyond 64 bits.
    ///
    /// Times are 19 digits, so eight digits are read at a time: neighbours are added up in three multiplications.
    func decimal() -> UInt64? {
        guard count > 0, count <= 20 else { return nil }
        var value: UInt64 = 0
        var place = 0
        while place + 8 <= count {
            let digits = word(at: place)
            let low = digits &- 0x3030_3030_3030_3030
            // A byte below "0" borrows, one above "9" carries into its top bit.
            guard ((digits &+ 0x4646_4646_4646_4646) | low) & 0x8080_8080_8080_8080 == 0 else { return nil }
            let pairs = (low &* 10) &+ (low >> 8)
            let eight =
                ((pairs & 0x0000_00FF_0000_00FF) &* (100 &+ (1_000_000 << 32))
                    &+ ((pairs >> 16) & 0x0000_00FF_0000_00FF) &* (1 &+ (10_000 << 32))) >> 32
            value = value &* 100_000_000 &+ eight
            place += 8
        }
        while place < count {
            let digit = start[place] &- 0x30
            guard digit < 10 else { return nil }
            let (tens, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, carry) = tens.addingReportingOverflow(UInt64(digit))
            guard !overflow, !carry else { return nil }
            value = sum
            place += 1
        }
        return value
    }

    /// The signed number that decimal digits with an optional sign spell; `nil` for anything else or out of range.
    func signedDecimal() -> Int64? {
        guard count > 0 else { return nil }
        let isNegative = start[0] == UInt8(ascii: "-")
        let hasSign = isNegative || start[0] == UInt8(ascii: "+")
        guard let magnitude = (hasSign ? JSONText(start: start + 1, count: count - 1) : self).decimal() else {
            return nil
        }
        if isNegative { return magnitude <= 1 << 63 ? Int64(truncatingIfNeeded: 0 &- magnitude) : nil }
        return Int64(exactly: magnitude)
    }
}
