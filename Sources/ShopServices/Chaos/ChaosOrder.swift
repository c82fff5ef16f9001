import Observability

/// What is broken in a service, until when: the wish in `DIR/chaos/NAME.json`.
public struct ChaosOrder: Codable, Sendable, Equatable {
    public let settings: ChaosSettings
    /// Milliseconds since 1970; nothing is broken from then on.
    public let until: Int
    /// Die when this is seen for the first time.
    public let crashes: Bool

    init(_ request: ChaosRequest, now: Int) {
        settings = request.settings
        until = now + request.forMilliseconds
        crashes = request.crashes
    }

    private init(settings: ChaosSettings, until: Int) {
        self.settings = settings
        self.until = until
        crashes = false
    }

    /// Everything is right again.
    static let off = ChaosOrder(settings: .none, until: 0)

    /// What is broken at a time.
    public func settings(at now: Int) -> ChaosSettings { now < until ? settings : .none }

    /// The time of day in milliseconds since 1970.
    public static func now() -> Int { Int(WallClock.nanoseconds() / 1_000_000) }

    /// Where a service finds what it should break.
    static func file(of service: ShopTopology.Service, in files: ShopFiles) -> ControlFile<ChaosOrder> {
        ControlFile(path: files.chaos(of: service.rawValue))
    }
}
