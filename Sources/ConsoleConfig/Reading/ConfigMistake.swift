/// One mistake in a config file: where it is, what stands there, and what should.
public struct ConfigMistake: Error, Sendable, Hashable, CustomStringConvertible {
    /// What kind of mistake it is; stable, for scripts and tests.
    public enum Code: String, Sendable, CaseIterable {
        case unreadable, syntax
        case duplicateKey = "duplicate_key"
        case unknownKey = "unknown_key"
        case missingKey = "missing_key"
        case wrongType = "wrong_type"
        case wrongValue = "wrong_value"
        case outOfRange = "out_of_range"
        case unsetVariable = "unset_variable"
        case missingFile = "missing_file"
        case duplicateName = "duplicate_name"
    }

    /// What kind of mistake it is.
    public var code: Code
    /// Where it is.
    public var place: ConfigPlace
    /// What stands there, made harmless and cut to a line; empty where something is missing.
    public var found: String
    /// What should stand there, in words.
    public var expected: String
    /// The known key or word that is nearest to what stands there.
    public var nearest: String?

    /// A mistake.
    public init(code: Code, place: ConfigPlace, found: String, expected: String, nearest: String? = nil) {
        self.code = code
        self.place = place
        self.found = found
        self.expected = expected
        self.nearest = nearest
    }

    /// `12:17: services[2].interval: found "5 parsecs", expected a duration such as "5s" or "250ms"`
    public var description: String {
        var sentence = found.isEmpty ? "expected \(expected)" : "found \(found), expected \(expected)"
        if let nearest { sentence += "; did you mean \(nearest)?" }
        let place = place.description
        return place.isEmpty ? sentence : "\(place): \(sentence)"
    }
}
