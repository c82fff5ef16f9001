import Tracing

/// What produces the telemetry: OpenTelemetry's resource, repeated on every line.
public struct TelemetryResource: Sendable {
    /// `service.name`.
    public let serviceName: String
    /// `service.instance.id`, unique among the instances of a service.
    public let instanceID: String
    /// `service.version`; a version that was not seen before is a deploy.
    public let version: String?
    /// All attributes, these three included.
    public let attributes: SpanAttributes

    /// - Parameter extra: further attributes, such as `deployment.environment.name`; the named ones win over them.
    public init(serviceName: String, instanceID: String, version: String? = nil, extra: SpanAttributes = [:]) {
        self.serviceName = serviceName
        self.instanceID = instanceID
        self.version = version
        var all = extra
        all["service.name"] = serviceName
        all["service.instance.id"] = instanceID
        all["service.version"] = version
        all["telemetry.sdk.language"] = "swift"
        all["telemetry.sdk.name"] = "fusebox-observability"
        attributes = all
    }
}
