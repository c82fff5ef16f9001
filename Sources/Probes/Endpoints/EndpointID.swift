/// Names one probed endpoint: a service of the config, and which of its instances.
public struct EndpointID: Sendable, Hashable, Codable, CustomStringConvertible {
    /// The service's name as the config has it.
    public let service: String
    /// Tells instances of one service apart (`127.0.0.1:18081`, `10.0.0.7`, …); empty when there is only one.
    public let instance: String

    public init(service: String, instance: String = "") {
        self.service = service
        self.instance = instance
    }

    /// `orders`, or `orders/10.0.0.7:8080` where the service has several instances.
    public var description: String { instance.isEmpty ? service : "\(service)/\(instance)" }
}
