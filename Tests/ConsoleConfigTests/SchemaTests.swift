import Testing

@testable import ConsoleConfig

struct SchemaTests {
    @Test func theCommittedSchemaIsWhatTheReaderChecksBy() throws {
        try CommittedText.expect("Documentation/config.schema.json") { _ in ConfigSchema.json() }
    }

    @Test func theCommittedDocumentationIsWhatTheReaderChecksBy() throws {
        try CommittedText.expect("Documentation/configuration.md") { committed in
            let marks = ConfigSchema.markdownMarks
            guard let begin = committed.firstRange(of: marks.begin), let end = committed.firstRange(of: marks.end),
                begin.upperBound < end.lowerBound
            else { return nil }
            return committed[..<begin.upperBound] + "\n\n" + ConfigSchema.markdown() + "\n"
                + committed[end.lowerBound...]
        }
    }

    @Test func everyExampleIsAccepted() {
        for object in [.root] + ConfigObject.root.below {
            for key in object.keys {
                let mistakes = check(key.example, key.shape)
                #expect(mistakes.isEmpty, "\(object.name).\(key.name): \(mistakes)")
            }
        }
    }

    @Test func everyDefaultIsAccepted() {
        for object in [.root] + ConfigObject.root.below {
            for key in object.keys {
                let mistakes = key.fallback.map { check($0, key.shape) } ?? []
                #expect(mistakes.isEmpty, "\(object.name).\(key.name): \(mistakes)")
            }
        }
    }

    @Test func aConfigWithEveryDefaultWrittenOutIsTheOneThatLeavesThemOut() throws {
        let service = #"{ "name": "a", "health": "http://h/" }"#
        let writtenService = ConfigObject.service.writtenOut(with: ["name": #""a""#, "health": #""http://h/""#])
        let written = ConfigObject.root.writtenOut(with: ["services": "[\(writtenService)]"])
        let full = try #require(read(written).config, "\(read(written).mistakes)")
        let short = try #require(read(#"{ "services": [\#(service)] }"#).config)
        #expect(full == short)
    }

    @Test func everyKeyChangesWhatIsReadAndIsSaidWhenItChanges() throws {
        let files = ScriptedFiles.withEverythingThatExamplesName()
        for object in [.root] + ConfigObject.root.below {
            // The key of a certificate is nothing without it.
            for key in object.keys where key.name != "$schema" && !(object.name == "tls" && key.name == "key") {
                let plainText = object.fileAround(key.isRequired ? [:] : [key.name: nil])
                let plain = try #require(read(plainText, files: files, environment: .examples).config, "\(plainText)")
                let text = object.fileAround([key.name: key.changedExample])
                let reading = read(text, files: files, environment: .examples)
                let changed = try #require(reading.config, "\(text): \(reading.mistakes)")
                let isHeard = changed != plain
                #expect(isHeard, "\(object.name).\(key.name)")
                let isSaid = !ConfigDifference(from: plain, to: changed).changes.isEmpty
                #expect(isSaid, "\(object.name).\(key.name)")
            }
        }
    }

    @Test func theSchemasPatternsAgreeWithTheParsers() throws {
        let duration = try Regex(ConfigSchema.durationPattern)
        for text in [
            "5s", "250ms", "1m30s", "1.5h", "1d2h3m4s5ms6us7ns", "5µs", "", "5", "s", "1s1m", "5 s", "-1s", "1.s",
        ] {
            #expect((DurationText.parse(text) != nil) == (text.wholeMatch(of: duration) != nil), "\(text)")
        }
        let size = try Regex(ConfigSchema.sizePattern)
        for text in ["512MiB", "1GB", "1.5 GiB", "7B", "7b", "1kb", "", "512", "512M", "MiB", "1  MB", "-1B", "1PB"] {
            #expect((SizeText.parse(text) != nil) == (text.wholeMatch(of: size) != nil), "\(text)")
        }
    }

    private func check(_ text: String, _ shape: ConfigShape) -> [ConfigMistake] {
        let source = SourceText(Array(text.utf8))
        var parser = ConfigParser(source)
        let value = parser.document()
        let files = FileChecker(
            folder: "/etc/fusebox", fileSystem: ScriptedFiles.withEverythingThatExamplesName().system)
        var checker = ShapeChecker(source: source, environment: .examples, files: files)
        _ = checker.check(value, shape, KeyPath())
        return parser.mistakes + checker.mistakes
    }
}

extension ScriptedFiles {
    fileprivate static func withEverythingThatExamplesName() -> ScriptedFiles {
        let names = ["ca.pem", "console.pem", "console.key"].map { "/etc/fusebox/certificates/\($0)" }
        return ScriptedFiles(Dictionary(uniqueKeysWithValues: names.map { ($0, "x") }))
    }
}

extension [String: String] {
    fileprivate static var examples: [String: String] { ["USER": "ada", "HOME": "/home/ada", "HEALTH_TOKEN": "t"] }
}

extension ConfigKey {
    /// Its example, or another value where the example is the default.
    fileprivate var changedExample: String {
        switch name {
        case "name": #""elsewhere""#
        case "health", "url": #""http://elsewhere/""#
        case "path", "file": #""elsewhere.jsonl""#
        case "claims", "audit": #"{ "path": "elsewhere.jsonl" }"#
        case "defaults": #"{ "interval": "11s" }"#
        default: example
        }
    }
}

extension ConfigObject {
    /// The object with every default written out, and `more` for the rest.
    fileprivate func writtenOut(with more: [String: String]) -> String {
        let members = keys.compactMap { key in
            (more[key.name] ?? key.fallback).map { "\"\(key.name)\": \($0)" }
        }
        return "{ \(members.joined(separator: ", ")) }"
    }

    /// A whole file with an object of this kind that has what it needs and `members`.
    fileprivate func fileAround(_ members: [String: String?]) -> String {
        var needed: [String: String?] = [:]
        for key in keys where key.isRequired { needed[key.name] = key.example }
        if name == "tls", case .some(.some) = members["certificate"] { needed["key"] = #""certificates/console.key""# }
        if name == "config" { needed["services"] = #"[ { "name": "a", "health": "http://h/" } ]"# }
        let written = needed.merging(members) { _, new in new }.compactMapValues(\.self)
        let text = written.map { "\"\($0)\": \($1)" }.joined(separator: ", ")
        let services = "services: [ { name: 'a', health: 'https://h/'"
        switch name {
        case "config": return "{ \(text) }"
        case "service": return "{ services: [ { \(text) } ] }"
        case "instance": return "{ services: [ { name: 'a', health: [ { \(text) } ] } ] }"
        case "tls": return "{ \(services), tls: { \(text) } } ] }"
        case "headerFile": return "{ \(services), headers: { A: { \(text) } } } ] }"
        case "sagaMapping", "stepMapping", "breakerMapping":
            return "{ mapping: { \(name.dropLast("Mapping".count)): { \(text) } } }"
        default: return "{ \(services) } ], \(name): { \(text) } }"
        }
    }
}
