import Foundation

/// Chance that is the same each time for the same seed and the same order, whatever else happens meanwhile.
///
/// A generator shared by concurrent requests would hand out its numbers in the order of arrival, which no seed fixes.
public struct Fate: Sendable {
    private let seed: UInt64

    public init(seed: UInt64) { self.seed = seed }

    /// A number from 0 up to, but not including, 1 for what `parts` name.
    public func draw(_ parts: String...) -> Double {
        var hash = seed ^ 0xCBF2_9CE4_8422_2325
        for part in parts {
            for byte in part.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
            hash = (hash ^ 0xFF) &* 0x0000_0100_0000_01B3
        }
        // FNV-1a leaves the high bits poorly mixed; this is splitmix64's finalizer.
        hash = (hash ^ (hash >> 30)) &* 0xBF58_476D_1CE4_E5B9
        hash = (hash ^ (hash >> 27)) &* 0x94D0_49BB_1331_11EB
        hash ^= hash >> 31
        return Double(hash >> 11) * 0x1p-53
    }

    /// How long work takes: log-normal about `median`, at most `limit`. With spread 0.5, one in a hundred takes more
    /// than 3.2 × the median.
    public func duration(median: Duration, spread: Double, limit: Duration, of parts: String...) -> Duration {
        let key = parts.joined(separator: "\u{1F}")
        let radius = (-2 * log(1 - draw(key, "radius"))).squareRoot()
        let normal = radius * cos(2 * .pi * draw(key, "angle"))
        return min(median * exp(spread * normal), limit)
    }
}
