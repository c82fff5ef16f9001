import Foundation
import Logging
import Operations
import Resilience
import ServiceLifecycle

/// The Operations API of one service: what it shows, who may see it, and the desk that takes commands.
///
///     let api = OperationsAPI(about: .init(service: "orders", …), access: access, desk: desk)
///     try await api.prepare()
///     router.addOperations(api)
///     // and run `api` in the service group
public struct OperationsAPI: Service {
    /// Who answers.
    public struct Identity: Sendable, Hashable {
        /// The service's name.
        public var service: String
        /// OpenTelemetry's `service.instance.id`.
        public var instance: String
        /// The version that runs.
        public var version: String
        /// When the process began.
        public var started: Date

        /// An identity.
        public init(service: String, instance: String, version: String, started: Date) {
            self.service = service
            self.instance = instance
            self.version = version
            self.started = started
        }
    }

    /// Where the API is.
    public static let path = "/ops/v1"

    let identity: Identity
    let offer: ServiceOffer
    let access: OperationsAccess
    let desk: CommandDesk
    let limits: OperationsLimits
    let now: @Sendable () -> Date
    let clock: any Clock<Duration>
    let logger: Logger
    let gate: RateGate
    let held: HeldAnswers

    /// An API.
    /// - Parameters:
    ///   - access: who may call.
    ///   - desk: takes the commands; it must have the same offer.
    public init(
        about identity: Identity, access: OperationsAccess, desk: CommandDesk,
        limits: OperationsLimits = OperationsLimits(), logger: Logger = Logger(label: "fusebox.operations")
    ) {
        self.identity = identity
        self.access = access
        self.desk = desk
        self.limits = limits
        self.logger = logger
        offer = desk.offer
        now = desk.now
        clock = desk.clock
        held = HeldAnswers(limit: limits.heldAnswers)
        gate = RateGate(perSecond: limits.requestsPerSecond, burst: limits.burst)
    }

    /// Makes the journal ready and puts back what earlier commands have left in force, overrides of breakers say. Call
    /// it before the service takes requests.
    public func prepare() async throws {
        try await desk.prepare()
    }

    /// Carries commands out until the service stops. What is not done by then goes on after the next start.
    public func run() async throws {
        do {
            try await cancelWhenGracefulShutdown { try await desk.run() }
        } catch is CancellationError {}
    }
}

/// What callers may ask for.
public struct OperationsLimits: Sendable, Hashable {
    /// Bytes of a request's body at most.
    public var bodySize: Int
    /// Requests that one kind of caller (operators, viewers, strangers) may make each second, in the long run.
    public var requestsPerSecond: Double
    /// Requests that it may make at once after a pause.
    public var burst: Double
    /// Answers that may be held at once; who comes after that gets `429`.
    public var heldAnswers: Int
    /// The longest time for which an answer is held.
    public var longestWait: Duration

    /// Limits: 64 KiB, 200 requests a second with bursts of 400, 256 held answers of at most 30 s.
    public init(
        bodySize: Int = 65_536, requestsPerSecond: Double = 200, burst: Double = 400, heldAnswers: Int = 256,
        longestWait: Duration = .seconds(30)
    ) {
        self.bodySize = bodySize
        self.requestsPerSecond = requestsPerSecond
        self.burst = burst
        self.heldAnswers = heldAnswers
        self.longestWait = longestWait
    }
}
