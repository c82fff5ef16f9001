/// Reads config files: JSON with comments, trailing commas, single quotes and unquoted keys (JSON5), checked key by key.
/// Every mistake of a file is found in one reading.
public struct ConfigReader: Sendable {
    /// Bytes of the largest file that is read.
    public static let largestFile = 4 << 20

    /// Where `${NAME}` and `~` come from.
    public var environment: [String: String]
    /// Where the config and the files it names are looked at.
    public var fileSystem: ConfigFileSystem

    /// A reader.
    public init(environment: [String: String], fileSystem: ConfigFileSystem = .live) {
        self.environment = environment
        self.fileSystem = fileSystem
    }

    /// Reads a file. One that cannot be read is one mistake without a line.
    public func read(path: String) -> ConfigReading {
        do {
            return read(bytes: try fileSystem.read(path, Self.largestFile), file: path)
        } catch {
            let place = ConfigPlace(path: "", line: 0, column: 0)
            let mistake = ConfigMistake(
                code: .unreadable, place: place, found: error.description,
                expected: "a config file (`fusebox config init URL…` writes one)")
            return ConfigReading(file: path, config: nil, mistakes: [mistake])
        }
    }

    /// Reads a text as if it were the content of `file`: relative paths in it start from the folder of `file`.
    public func read(text: String, file: String = "config.json") -> ConfigReading {
        read(bytes: Array(text.utf8), file: file)
    }

    /// Reads bytes as if they were the content of `file`.
    public func read(bytes: [UInt8], file: String) -> ConfigReading {
        guard bytes.count <= Self.largestFile else {
            let place = ConfigPlace(path: "", line: 0, column: 0)
            let mistake = ConfigMistake(
                code: .unreadable, place: place, found: "\(SizeText.format(bytes.count))",
                expected: "a config file of at most \(SizeText.format(Self.largestFile))")
            return ConfigReading(file: file, config: nil, mistakes: [mistake])
        }
        let source = SourceText(bytes)
        var parser = ConfigParser(source)
        let value = parser.document()
        let files = FileChecker(folder: Self.folder(of: file), fileSystem: fileSystem)
        var checker = ShapeChecker(source: source, environment: environment, files: files)
        let root = checker.check(value, .object(.root), KeyPath())
        let rules = ConfigRules(root)
        var meaning = checker.mistakes + rules.mistakes
        if parser.lostStructure, let first = parser.mistakes.first?.place {
            // Where a bracket is missing, what follows may belong to another object than it seems to.
            meaning.removeAll { ($0.place.line, $0.place.column) > (first.line, first.column) }
        }
        let mistakes = (parser.mistakes + meaning).inOrder(by: \.place)
        let config = mistakes.isEmpty ? ConfigDecoder.config(root, files: files, environment: environment) : nil
        let general = config.flatMap { ConfigRules.warning(on: $0, root.place) }
        return ConfigReading(
            file: file, config: config, mistakes: mistakes,
            warnings: (checker.warnings + rules.warnings + [general].compactMap(\.self)).inOrder(by: \.place))
    }

    /// What stands before the last slash; empty when there is none.
    static func folder(of file: String) -> String {
        guard let slash = file.lastIndex(of: "/") else { return "" }
        return slash == file.startIndex ? "/" : String(file[..<slash])
    }
}

extension ConsoleConfig {
    /// Reads a config file of this machine; what is wrong is in the reading.
    /// - Parameters:
    ///   - path: The file, absolute or relative to the working directory.
    ///   - environment: Where `${NAME}` and `~` come from.
    public static func read(path: String, environment: [String: String]) -> ConfigReading {
        ConfigReader(environment: environment).read(path: path)
    }
}

extension Array {
    /// The elements in the order of the file; those of one place keep their order.
    fileprivate func inOrder(by place: (Element) -> ConfigPlace) -> [Element] {
        enumerated().sorted { first, second in
            let (one, other) = (place(first.element), place(second.element))
            return (one.line, one.column, first.offset) < (other.line, other.column, second.offset)
        }.map(\.element)
    }
}
