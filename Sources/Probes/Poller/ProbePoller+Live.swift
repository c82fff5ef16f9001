import NIOCore
import NIOPosix

extension ProbePoller {
    /// A poller on the machine's clocks and network, all of it on one event loop.
    ///
    /// - Parameters:
    ///   - endpoints: in the order in which they are to be shown, each id once.
    ///   - history: where histories are kept over a restart; nil to forget them.
    ///   - limits: widths of the bulkheads; nil for wide enough that hanging endpoints do not delay others.
    ///   - loop: what everything runs on.
    public static func live(
        endpoints: [Endpoint], history: ProbeHistoryStore? = nil, limits: ProbeLimits? = nil,
        loop: any EventLoop = MultiThreadedEventLoopGroup.singleton.next()
    ) -> ProbePoller {
        let clock = ProbeClock.live(on: loop)
        return ProbePoller(
            endpoints: endpoints, prober: NetworkProber(loop: loop, clock: clock).prober, history: history,
            limits: limits, clock: clock,
            loop: loop)
    }
}
