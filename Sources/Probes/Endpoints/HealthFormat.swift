/// In which format an endpoint answers. `auto` finds out by the rules of formats.md 2.1, for each answer anew.
public enum HealthFormat: String, Sendable, Codable, CaseIterable {
    /// Told from the body, whatever status and content type say.
    case auto
    /// This project's own `{"status","checks":{name:{"status","details","timestamp"}}}`.
    case native
    /// Spring Boot Actuator's `/actuator/health`, any version from 1 on.
    case spring
    /// `application/health+json` (draft-inadarei-api-health-check-06).
    case healthJSON = "health+json"
    /// Eclipse MicroProfile Health, any version from 1 on.
    case microprofile
    /// ASP.NET Core: the default text writer and the UI JSON writer.
    case aspnet
    /// Kubernetes `/livez`, `/readyz`, `/healthz`, with or without `?verbose`.
    case kubernetes
    /// Envoy's admin `/ready`, `/clusters` and `/clusters?format=json`.
    case envoy
    /// Consul's catalog and agent health calls.
    case consul
    /// resilience4j's `/actuator/circuitbreakers`.
    case resilience4j
    /// The first word of a text (`OK`, `UP`, `DRAINING`), or the HTTP status when there is none.
    case plain
    /// The HTTP status code alone; the body is not looked at.
    case status
}
