/// Something in a config file that works and yet deserves a look.
public struct ConfigWarning: Sendable, Hashable, CustomStringConvertible {
    /// What kind of warning it is; stable, for scripts and tests.
    public enum Code: String, Sendable, CaseIterable {
        case secretInFile = "secret_in_file"
        case worldReadable = "world_readable"
        case timeoutAboveInterval = "timeout_above_interval"
        case missingFile = "missing_file"
        case insecure
        case noEffect = "no_effect"
    }

    /// What kind of warning it is.
    public var code: Code
    /// Where it is.
    public var place: ConfigPlace
    /// What is the matter and what to do; never a secret itself.
    public var sentence: String

    /// A warning.
    public init(code: Code, place: ConfigPlace, sentence: String) {
        self.code = code
        self.place = place
        self.sentence = sentence
    }

    /// `12:17: services[2].timeout: …`
    public var description: String {
        let place = place.description
        return place.isEmpty ? sentence : "\(place): \(sentence)"
    }
}
