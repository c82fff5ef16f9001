/// Which services the shop has and where each of them listens.
public struct ShopTopology: Sendable, Equatable {
    /// One of the shop's services.
    public enum Service: String, Sendable, CaseIterable, Codable {
        case orders, inventory, payments, shipping, users, catalog, analytics
        case mobileBFF = "mobile-bff"
        case webBFF = "web-bff"

        /// Whether it keeps events in a file of its own.
        public var ownsStore: Bool {
            switch self {
            case .orders, .inventory, .payments, .shipping, .users, .catalog, .analytics: true
            case .mobileBFF, .webBFF: false
            }
        }

        /// Its port above the base.
        var offset: Int {
            switch self {
            case .orders: 1
            case .inventory: 2
            case .payments: 3
            case .shipping: 4
            case .users: 5
            case .catalog: 6
            case .analytics: 7
            case .mobileBFF: 8
            case .webBFF: 9
            }
        }
    }

    /// Where the services listen unless told otherwise: orders on 18081, inventory 18082 and so on in their order
    /// up to web-bff on 18089.
    public static let defaultPortBase = 18080
    /// Where the shop keeps its files unless told otherwise, relative to the working directory.
    public static let defaultDirectory = "var"
    /// Ports above the base that the shop may use.
    public static let portSpan = 16

    /// The shop on its default ports.
    public static let standard = ShopTopology(checkedPortBase: defaultPortBase)

    /// The services listen on the ports above this one.
    public let portBase: Int

    private init(checkedPortBase: Int) { portBase = checkedPortBase }

    /// - Parameter portBase: 1 to 65519; `nil` comes back for anything else.
    public init?(portBase: Int = ShopTopology.defaultPortBase) {
        guard (1...(65535 - Self.portSpan)).contains(portBase) else { return nil }
        self.portBase = portBase
    }

    /// The port of a service.
    public func port(of service: Service) -> Int { portBase + service.offset }

    /// `http://127.0.0.1:PORT`, without a slash at the end.
    public func url(of service: Service) -> String { "http://127.0.0.1:\(port(of: service))" }

    /// Where a service says how it is.
    public func healthURL(of service: Service) -> String { url(of: service) + "/health" }

    /// Where a service says whether to send it traffic.
    public func readyURL(of service: Service) -> String { url(of: service) + "/ready" }
}
