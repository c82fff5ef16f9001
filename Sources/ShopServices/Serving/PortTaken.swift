/// A port that the shop needs is somebody else's.
public struct PortTaken: Error, CustomStringConvertible {
    public let port: Int
    public let service: ShopTopology.Service
    /// `nil` when the system does not tell.
    public let holder: PortHolder?

    public var description: String {
        let who = holder.map { "\($0) listens on it" } ?? "another process holds it"
        return "Port \(port), which \(service.rawValue) needs, is taken: \(who). "
            + "Stop it, or choose other ports with --port-base"
    }
}
