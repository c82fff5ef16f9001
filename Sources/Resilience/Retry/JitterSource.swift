/// Chance, handed in: the system's, or one that a test can repeat.
public struct JitterSource: Sendable {
    /// A share from 0 to 1, a new one with each call.
    public let share: @Sendable () -> Double

    /// A source of one's own; its shares must lie in 0…1.
    public init(share: @escaping @Sendable () -> Double) {
        self.share = share
    }

    /// The system's.
    public static let system = JitterSource { Double.random(in: 0...1) }

    /// Always the longest wait.
    public static let none = JitterSource { 1 }

    /// The same shares for the same seed (SplitMix64; Steele, Lea, Flood 2014).
    public static func seeded(_ seed: UInt64) -> JitterSource {
        let state = SeededState(seed)
        return JitterSource { Double(state.next() >> 11) / Double(UInt64(1) << 53) }
    }
}

private final class SeededState: Sendable {
    private let state: Locked<UInt64>

    init(_ seed: UInt64) {
        state = Locked(seed)
    }

    func next() -> UInt64 {
        state.withLock { state in
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }
}
