/// Resolves the paths of a config, and looks whether what they lead to is what it should be.
struct FileChecker: Sendable {
    /// The folder that relative paths start from; empty for the working directory.
    var folder: String
    var fileSystem: ConfigFileSystem

    /// What was found at a path.
    enum Verdict {
        case fine
        case useless(found: String, expected: String)
        case doubtful(ConfigWarning.Code, String)
    }

    /// `path` from the config's folder, `~` from `HOME`; `nil` when there is no `HOME` to start from.
    func resolved(_ path: String, _ environment: [String: String]) -> String? {
        if path.hasPrefix("/") { return path }
        if path == "~" || path.hasPrefix("~/") {
            return environment["HOME"].map { $0 + path.dropFirst() }
        }
        return fromFolder(path)
    }

    /// A relative path from the config's folder.
    func fromFolder(_ path: String) -> String {
        let plain = path.hasPrefix("./") ? String(path.dropFirst(2)) : path
        return folder.isEmpty || folder == "." ? plain : folder.hasSuffix("/") ? folder + plain : "\(folder)/\(plain)"
    }

    /// What there is to say about `path`.
    func verdict(on path: String, _ role: FileRole) -> Verdict {
        guard let status = fileSystem.status(path) else {
            switch role {
            case .watched, .written: return .fine
            case .needed, .privateKey:
                return .useless(found: "but there is no \(ShownText.plain(path))", expected: "a file in PEM")
            case .secret:
                return .doubtful(
                    .missingFile,
                    "is not there yet (\(ShownText.plain(path))); without it nothing can be asked with a token")
            }
        }
        if status.isFolder { return .useless(found: "a folder", expected: "the path of a file") }
        let others = status.permissions & 0o004 != 0
        switch role {
        case .secret where others, .privateKey where others:
            let mode = String(status.permissions & 0o777, radix: 8)
            return .doubtful(
                .worldReadable, "can be read by everybody on this machine (mode \(mode)); chmod 600 keeps it a secret")
        default: return .fine
        }
    }
}
