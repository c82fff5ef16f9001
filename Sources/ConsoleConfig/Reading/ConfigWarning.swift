/// Something in a config file that works and yet deserves a look.
public struct ConfigWarning: Sendable, Hashable, CustomStringConvertible {
    /// What kind of warning it is; stable, for scripts and tests.
    public enum Code: String, Sendable, CaseIterable {
        /// What looks like a secret stands in the file itself.
        case secretInFile = "secret_in_file"
        /// A secret in a file that everybody on the machine can read.
        case worldReadable = "world_readable"
        /// A hanging service would be probed less often than its interval says.
        case timeoutAboveInterval = "timeout_above_interval"
        /// A token's file is not there yet.
        case missingFile = "missing_file"
        /// Certificates are not checked.
        case insecure
        /// Something is written that changes nothing.
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
