extension ConfigObject {
    /// The file as a whole.
    static let root = ConfigObject(
        name: "config", meaning: "The config file of the fusebox console.",
        keys: [
            ConfigKey(
                name: "$schema", shape: .text(0...1_000),
                meaning: "The JSON Schema that editors complete from. The console does not read it.",
                example: "\"Documentation/config.schema.json\""),
            ConfigKey(
                name: "services", shape: .list(.object(.service), 0...10_000), fallback: "[]",
                meaning: "The services, in the order of the screen.",
                example: "[ { \"name\": \"orders\", \"health\": \"http://127.0.0.1:18081/health\" } ]",
                otherNames: ["endpoints", "targets"]),
            ConfigKey(
                name: "defaults", shape: .object(.defaults), fallback: "{}",
                meaning: "What holds for every service that does not say otherwise.",
                example: "{ \"interval\": \"10s\" }"),
            ConfigKey(
                name: "traceLog",
                shape: .either([
                    .file(.watched), .list(.file(.watched), 0...1_000), .object(.traceLog),
                ]), fallback: "[]",
                meaning: "The trace log: a file, a glob, a list of them, or an object that says more.",
                example: "{ \"path\": \"var/trace.jsonl\", \"memoryLimit\": \"512MiB\" }",
                otherNames: ["traces", "log", "spans"]),
            ConfigKey(
                name: "mapping", shape: .object(.mapping), fallback: "{}",
                meaning: "Which spans of other makers are sagas, steps and breakers.",
                example: "{ \"saga\": { \"spans\": \"RunWorkflow:*\" } }"),
            ConfigKey(
                name: "operator", shape: .object(.operator), fallback: "{}", meaning: "Who sits at the console.",
                example: "{ \"name\": \"night shift\" }", otherNames: ["user", "actor"]),
            ConfigKey(
                name: "audit", shape: .object(.audit), fallback: "{}", meaning: "Where every action is recorded.",
                example: "{ \"path\": \"var/audit.jsonl\" }"),
            ConfigKey(
                name: "history", shape: .object(.history),
                meaning: "Keeps the probes' history over a restart; in memory only when left out.",
                example: "{ \"path\": \"var/history.sqlite\" }"),
            ConfigKey(
                name: "claims", shape: .object(.claims), fallback: "{}",
                meaning: "Where it is kept who has taken what, for all consoles of the machine.",
                example: "{ \"path\": \"var/claims.json\" }"),
            ConfigKey(
                name: "alerts", shape: .object(.alerts), fallback: "{}",
                meaning: "How the console says that something new needs attention.", example: "{ \"bell\": true }",
                otherNames: ["alert", "notifications"]),
            ConfigKey(
                name: "theme", shape: .word(ConfigWord.themes), fallback: "\"auto\"",
                meaning: "The colours of the screen. `NO_COLOR` wins.", example: "\"light\"",
                otherNames: ["colors", "colours"]),
        ])

    /// `traceLog` as an object.
    static let traceLog = ConfigObject(
        name: "traceLog", meaning: "The trace log and how much of it is held.",
        keys: [
            ConfigKey(
                name: "path", shape: .either([.file(.watched), .list(.file(.watched), 1...1_000)]), isRequired: true,
                meaning: "Files and globs (`*`, `?`, `[a-z]`). A file need not exist yet.",
                example: "\"var/trace*.jsonl\"", otherNames: ["paths", "file", "files"]),
            ConfigKey(
                name: "memoryLimit", shape: .size((1 << 20)...(1 << 40)), fallback: "\"512MiB\"",
                meaning: "Memory for spans; the oldest traces leave first.", example: "\"2GiB\"",
                otherNames: ["memory", "limit", "maxMemory"]),
            ConfigKey(
                name: "rotated", shape: .boolean, fallback: "true",
                meaning: "Reads rotated neighbours (`trace.jsonl.1`, `.gz`, `.zst`) for history.", example: "false"),
        ])

    /// `operator`.
    static let `operator` = ConfigObject(
        name: "operator", meaning: "Who sits at the console, and what they may do.",
        keys: [
            ConfigKey(
                name: "name", shape: .text(1...100), fallback: "\"${USER:-operator}\"",
                meaning: "Written into every command, the audit log and what is taken.", example: "\"night shift\"",
                otherNames: ["user", "actor"]),
            ConfigKey(
                name: "readOnly", shape: .boolean, fallback: "false",
                meaning: "Nothing can be changed from this console.", example: "true",
                otherNames: ["viewer", "dryRun"]),
            ConfigKey(
                name: "tokenFile", shape: .file(.secret),
                meaning: "A file with the bearer token for services that have no `tokenFile` of their own.",
                example: "\"~/.config/fusebox/token\"", otherNames: ["token", "password", "secret"]),
        ])

    /// `audit`.
    static let audit = ConfigObject(
        name: "audit", meaning: "The hash-chained log of everything that was done.",
        keys: [written("\"var/audit.jsonl\"", isRequired: false)])

    /// `history`.
    static let history = ConfigObject(
        name: "history", meaning: "The probes' history in a small SQLite file.",
        keys: [written("\"var/history.sqlite\"", isRequired: true)])

    /// `claims`.
    static let claims = ConfigObject(
        name: "claims", meaning: "What somebody has taken (\"mine until 14:30\").",
        keys: [written("\"var/claims.json\"", isRequired: false)])

    private static func written(_ path: String, isRequired: Bool) -> ConfigKey {
        ConfigKey(
            name: "path", shape: .file(.written), fallback: isRequired ? nil : path, isRequired: isRequired,
            meaning: "The file; made with its folder when it is missing.", example: path, otherNames: ["file"])
    }
}
