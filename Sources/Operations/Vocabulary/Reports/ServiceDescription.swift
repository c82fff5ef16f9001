import Foundation

/// Who answers, what it can do, and what the caller may do.
public struct ServiceDescription: Codable, Sendable, Hashable {
    /// The service's name.
    public var service: String
    /// The running process: OpenTelemetry's `service.instance.id`.
    public var instance: String
    /// The version that runs.
    public var version: String
    /// When the process began.
    public var started: Date
    /// The commands that it takes.
    public var commands: [CommandKind]
    /// What the caller may do.
    public var role: Role
    /// Changes when anything above but the role does.
    public var revision: Int
    /// When this was true.
    public var asOf: Date

    /// A description.
    public init(
        service: String, instance: String, version: String, started: Date, commands: [CommandKind], role: Role,
        revision: Int, asOf: Date
    ) {
        self.service = service
        self.instance = instance
        self.version = version
        self.started = started
        self.commands = commands
        self.role = role
        self.revision = revision
        self.asOf = asOf
    }
}
