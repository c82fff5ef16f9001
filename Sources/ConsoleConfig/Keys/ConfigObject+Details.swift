extension ConfigObject {
    /// `alerts`.
    static let alerts = ConfigObject(
        name: "alerts", meaning: "How the console says that something new needs attention. All off unless written.",
        keys: [
            ConfigKey(
                name: "bell", shape: .boolean, fallback: "false", meaning: "Rings the terminal's bell.",
                example: "true"),
            ConfigKey(
                name: "desktop", shape: .word(ConfigWord.notifications), fallback: "\"off\"",
                meaning: "The escape sequence of a desktop notification.", example: "\"osc9\"",
                otherNames: ["notification"]),
            ConfigKey(
                name: "command",
                shape: .either([.text(1...4_096), .list(.text(0...4_096), 1...100)]),
                meaning:
                    "A program, or a list of it and its arguments. Started without a shell, the alert as JSON on its "
                    + "standard input.",
                example: "[\"/usr/local/bin/page\", \"--team\", \"checkout\"]", otherNames: ["exec", "run"]),
            ConfigKey(
                name: "commandTimeout", shape: .duration(.milliseconds(100) ... .seconds(600)), fallback: "\"10s\"",
                meaning: "Time that the command may take before it is ended.", example: "\"30s\"",
                otherNames: ["timeout"]),
            ConfigKey(
                name: "minimumHealth", shape: .word(ConfigWord.thresholds), fallback: "\"unhealthy\"",
                meaning: "The mildest health that alerts.", example: "\"degraded\"",
                otherNames: ["severity", "level"]),
            ConfigKey(
                name: "minimumInterval", shape: .duration(.zero ... .seconds(86_400)), fallback: "\"30s\"",
                meaning: "At most one alert in this time; the next one sums up what came between.",
                example: "\"5m\"", otherNames: ["interval", "rateLimit"]),
            ConfigKey(
                name: "settle", shape: .duration(.zero ... .seconds(86_400)), fallback: "\"10s\"",
                meaning: "How long something must stay wrong before it alerts, and right before it may alert again.",
                example: "\"1m\"", otherNames: ["hysteresis", "delay", "for"]),
        ])

    /// `mapping`.
    static let mapping = ConfigObject(
        name: "mapping",
        meaning: "Which spans of other makers are sagas, steps and breakers. The console's own names are always "
            + "understood. In a pattern `*` stands for any text; what the first one stood for is the name when no "
            + "attribute gives it. Of several attributes the first that is there counts.",
        keys: [
            ConfigKey(
                name: "saga", shape: .object(.sagaMapping), fallback: "{}", meaning: "Spans that are a whole saga.",
                example: "{ \"spans\": \"RunWorkflow:*\", \"id\": \"temporalWorkflowID\" }",
                otherNames: ["sagas", "workflow"]),
            ConfigKey(
                name: "step", shape: .object(.stepMapping), fallback: "{}",
                meaning: "Spans that are one step of a saga.", example: "{ \"spans\": \"RunActivity:*\" }",
                otherNames: ["steps", "activity"]),
            ConfigKey(
                name: "breaker", shape: .object(.breakerMapping), fallback: "{}",
                meaning: "Spans that tell of a circuit breaker.", example: "{ \"name\": \"resilience.breaker\" }",
                otherNames: ["breakers", "circuitBreaker"]),
        ])

    /// `mapping.saga`.
    static let sagaMapping = ConfigObject(
        name: "sagaMapping", meaning: "Spans that are a whole saga.",
        keys: [
            words("spans", "Patterns of their names.", "\"RunWorkflow:*\"", ["span", "pattern", "patterns"]),
            words("id", "Attributes with the saga's id; the trace id otherwise.", "[\"temporalWorkflowID\"]", []),
            words("name", "Attributes with the saga's name.", "\"workflow.type\"", []),
        ])

    /// `mapping.step`.
    static let stepMapping = ConfigObject(
        name: "stepMapping", meaning: "Spans that are one step of a saga.",
        keys: [
            words("spans", "Patterns of the names of steps forward.", "\"RunActivity:*\"", ["span", "pattern"]),
            words(
                "compensations", "Patterns of the names of compensations; tried before `spans`.",
                "[\"RunActivity:Refund*\", \"RunActivity:Cancel*\"]", ["compensation", "undo"]),
            words("name", "Attributes with the step's name.", "\"activity.type\"", []),
        ])

    /// `mapping.breaker`.
    static let breakerMapping = ConfigObject(
        name: "breakerMapping", meaning: "Spans that tell of a circuit breaker.",
        keys: [
            words("name", "Attributes with the breaker's name.", "\"resilience.breaker\"", []),
            words(
                "state", "Attributes with its state, in any spelling (`half-open`, `HalfOpen`).",
                "\"resilience.state\"", []),
        ])

    private static func words(
        _ name: String, _ meaning: String, _ example: String, _ otherNames: [String]
    ) -> ConfigKey {
        ConfigKey(
            name: name, shape: .either([.text(1...300), .list(.text(1...300), 0...100)]), fallback: "[]",
            meaning: meaning, example: example, otherNames: otherNames)
    }
}
