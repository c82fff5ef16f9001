/// The answer of `/health`: overall status and what each check found.
///
/// As JSON: `{"status":"healthy","checks":{"database":{"status":"healthy","details":{"responseTime":3},
/// "timestamp":"2026-01-10T15:39:17.117Z"}}}`.
public struct HealthReport: Sendable, Equatable {
    /// One check's part of the answer.
    public struct Entry: Sendable, Equatable {
        public let name: String
        public let finding: HealthFinding
        /// When the check ended, nanoseconds since 1970.
        public let timestamp: UInt64
    }

    /// The checks, sorted by name.
    public let checks: [Entry]

    init(checks: [Entry]) { self.checks = checks.sorted { $0.name < $1.name } }

    /// The worst of the checks; healthy when there are none.
    public var status: HealthStatus { checks.map(\.finding.status).max() ?? .healthy }

    /// 503 when unhealthy, else 200: a degraded service still answers requests.
    public var httpStatus: Int { status == .unhealthy ? 503 : 200 }

    /// The body of the answer.
    public var json: [UInt8] {
        var buffer = JSONBuffer()
        buffer.raw("{\"status\":")
        buffer.string(status.rawValue)
        buffer.raw(",\"checks\":{")
        for (index, check) in checks.enumerated() {
            if index > 0 { buffer.raw(",") }
            buffer.string(check.name)
            buffer.raw(":{\"status\":")
            buffer.string(check.finding.status.rawValue)
            if !check.finding.details.isEmpty { Self.append(check.finding.details, to: &buffer) }
            buffer.raw(",\"timestamp\":")
            buffer.string(WallClock.text(nanoseconds: check.timestamp))
            buffer.raw("}")
        }
        buffer.raw("}}")
        return buffer.bytes
    }

    private static func append(_ details: [String: HealthFinding.Detail], to buffer: inout JSONBuffer) {
        buffer.raw(",\"details\":{")
        for (index, detail) in details.sorted(by: { $0.key < $1.key }).enumerated() {
            if index > 0 { buffer.raw(",") }
            buffer.string(detail.key)
            buffer.raw(":")
            switch detail.value {
            case .text(let text): buffer.string(text)
            case .integer(let value): buffer.number(value)
            case .number(let value) where value.isFinite: buffer.raw(Array(value.description.utf8))
            // JSON has no word for them.
            case .number: buffer.raw("null")
            case .flag(let value): buffer.raw(value ? "true" : "false")
            }
        }
        buffer.raw("}")
    }
}
