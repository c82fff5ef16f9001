/// One mistake in a config file: where it is, what stands there, and what should.
public struct ConfigMistake: Error, Sendable, Hashable, CustomStringConvertible {
    /// What kind of mistake it is; stable, for scripts and tests.
    public enum Code: String, Sendable, CaseIterable {
        /// The file itself could not be read.
        case unreadable
        /// Not JSON, not even generously.
        case syntax
        /// A key, or a header's name, that was there before.
        case duplicateKey = "duplicate_key"
        /// A key that means nothing there.
        case unknownKey = "unknown_key"
        /// A key that must be there.
        case missingKey = "missing_key"
        /// A number where a text belongs, and the like.
        case wrongType = "wrong_type"
        /// The right type, and yet not what it should be.
        case wrongValue = "wrong_value"
        /// Too small, too large, too short, too long.
        case outOfRange = "out_of_range"
        /// `${NAME}` without a variable of that name.
        case unsetVariable = "unset_variable"
        /// The path of a file that must be there, and is not.
        case missingFile = "missing_file"
        /// Two services, or two instances of one, that are called the same.
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

    /// `found "5 parsecs", expected a duration from 100ms to 1d, such as "5s" or "250ms"`
    public var sentence: String {
        let sentence = found.isEmpty ? "expected \(expected)" : "found \(found), expected \(expected)"
        return nearest.map { "\(sentence); did you mean \($0)?" } ?? sentence
    }

    /// `12:17: services[2].interval: found …`
    public var description: String {
        let place = place.description
        return place.isEmpty ? sentence : "\(place): \(sentence)"
    }
}
