/// Writes a first config, with comments, from what endpoints answered.
public enum ConfigInit {
    /// The text of a config file that `ConfigReader` reads without a mistake.
    ///
    /// Names are the services' own or guessed from the addresses. Addresses whose names are equal, and are more than a
    /// guess from a port, become instances of one service.
    /// - Parameters:
    ///   - answers: At least one; an address that comes again is left out.
    ///   - schema: What `$schema` says; `nil` leaves it out.
    public static func text(for answers: [ProbedAddress], schema: String? = nil) -> String {
        let services = grouped(answers).map { item($0.name, $0.answers) }
        return """
            {
                // What fusebox watches. `fusebox check FILE` says whether this is right, changes are taken while it runs.
            \(schema.map { "    \"$schema\": \(quoted($0)),\n" } ?? "")
                "services": [
            \(services.joined(separator: "\n"))
                ],

                // The file that the services append their spans to (OTLP JSON, one export request a line). With it
                // come traces, rates, sagas and breakers.
                // "traceLog": { "path": "var/trace.jsonl", "memoryLimit": "512MiB" },

                // Who acts from this console; a service with an Operations API asks for a token.
                "operator": { "name": "${USER:-operator}", "readOnly": false },
                // "operator": { "name": "${USER:-operator}", "tokenFile": "~/.config/fusebox/token" },

                // Every action is written here before it is sent.
                "audit": { "path": "var/audit.jsonl" },

                // Keeps uptime and state changes over a restart.
                // "history": { "path": "var/history.sqlite" },

                // Says so when something new needs attention.
                // "alerts": { "bell": true, "desktop": "osc9", "command": ["/usr/local/bin/page"] },
            }

            """
    }

    private static func grouped(_ answers: [ProbedAddress]) -> [(name: String, answers: [ProbedAddress])] {
        var groups: [(name: String, answers: [ProbedAddress])] = []
        var seen: Set<String> = []
        for var answer in answers where seen.insert(answer.address.description).inserted {
            if let root = answer.operations, ![EndpointAddress.Scheme].operated.contains(root.scheme) {
                answer.operations = nil
            }
            let own = answer.serviceName.map { String(ShownText.plain($0).prefix(80)) }.flatMap {
                $0.isEmpty ? nil : $0
            }
            let name = own ?? ServiceName.guess(answer.address)
            let isPort = own == nil && name == "service-\(answer.address.port)"
            if let index = groups.firstIndex(where: { $0.name == name }), !isPort {
                groups[index].answers.append(answer)
            } else {
                groups.append((free(name, among: groups.map(\.name)), [answer]))
            }
        }
        return groups
    }

    private static func free(_ name: String, among names: [String]) -> String {
        if !names.contains(name) { return name }
        var number = 2
        while names.contains("\(name)-\(number)") { number += 1 }
        return "\(name)-\(number)"
    }

    private static func item(_ name: String, _ answers: [ProbedAddress]) -> String {
        let comments = answers.map { answer in
            let place = answers.count > 1 ? "\(ShownText.plain(answer.address.description)): " : ""
            return "            // \(place)\(ShownText.plain(answer.finding, limit: 90))"
        }
        let formats = Set(answers.compactMap(\.format)).subtracting([.auto])
        var members = ["\"name\": \(quoted(name))", "\"health\": \(health(answers))"]
        if answers.count == 1, let operations = answers.first?.operations {
            members.append("\"operations\": \(quoted(operations.description))")
        }
        members.append("\"interval\": \"5s\", \"timeout\": \"1s\"")
        if formats.count == 1, let format = formats.first { members.append("\"format\": \"\(format.rawValue)\"") }
        let lines = members.map { "            \($0)," }
        return (["        {"] + comments + lines + ["        },"]).joined(separator: "\n")
    }

    private static func health(_ answers: [ProbedAddress]) -> String {
        if answers.count == 1, let only = answers.first { return quoted(only.address.description) }
        let items = answers.map { answer in
            let url = quoted(answer.address.description)
            let operations = answer.operations.map { ", \"operations\": \(quoted($0.description))" }
            return "                " + (operations.map { "{ \"url\": \(url)\($0) }" } ?? url) + ",\n"
        }
        return "[\n" + items.joined() + "            ]"
    }

    /// A text of the config in which nothing is taken for a variable.
    static func quoted(_ text: String) -> String { JSONText.quoted(text.replacing("${", with: "$${")) }
}
