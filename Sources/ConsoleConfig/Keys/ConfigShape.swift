/// What a value of the config may be. The reader checks by it, the schema and the documentation are printed from it.
indirect enum ConfigShape: Sendable {
    /// Text of so many characters, in one line.
    case text(ClosedRange<Int>)
    /// One of some words.
    case word([ConfigWord])
    case boolean
    case integer(ClosedRange<Int>)
    case duration(ClosedRange<Duration>)
    case size(ClosedRange<Int>)
    case address([EndpointAddress.Scheme])
    case file(FileRole)
    case list(ConfigShape, ClosedRange<Int>)
    case object(ConfigObject)
    /// Members of any name; the names are HTTP header names.
    case headers(ConfigShape)
    /// The first that takes the value's JSON type.
    case either([ConfigShape])
}

/// A word and what it means.
struct ConfigWord: Sendable {
    var word: String
    var meaning: String
}

/// What becomes of a file, which decides what is asked of it when the config is read.
enum FileRole: Sendable {
    /// A file or a glob that is read when it is there.
    case watched
    /// Written by the console; made when it is missing.
    case written
    /// Read, and useless without: a certificate.
    case needed
    /// As `needed`, and nobody else may read it: a private key.
    case privateKey
    /// A token, which may come into being later, and which nobody else may read.
    case secret
}

/// The keys of one kind of object.
struct ConfigObject: Sendable {
    /// Its name among the schema's definitions, and the heading of its table.
    var name: String
    /// A sentence about it.
    var meaning: String
    var keys: [ConfigKey]

    func key(_ name: String) -> ConfigKey? { keys.first { $0.name == name } }
}

/// One key of the config file: the only place where its type, range, default and words stand.
struct ConfigKey: Sendable {
    var name: String
    var shape: ConfigShape
    /// What holds when the key is left out, as JSON; `nil` where nothing does.
    var fallback: String?
    var isRequired = false
    /// What it says, in a sentence or two.
    var meaning: String
    /// A value as JSON.
    var example: String
    /// Names that other programs give it, for the suggestion behind an unknown key.
    var otherNames: [String] = []
}
