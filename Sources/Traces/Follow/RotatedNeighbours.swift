#if canImport(Glibc)
    import Glibc
#else
    import Foundation
#endif

/// Finds the older files that a log was rotated into (formats.md 1.4): `x.jsonl.1`, `x.jsonl.2.gz`,
/// `x.jsonl-20260101.gz`, `x-2022-09-14T05-02-14.173.jsonl`, `x-…-size.jsonl.zst`.
enum RotatedNeighbours {
    /// The paths of the neighbours of a log, the one written last first.
    static func paths(of path: String) -> [String] {
        let slash = path.lastIndex(of: "/")
        let folder = slash.map { String(path[...$0]) } ?? ""
        let name = slash.map { String(path[path.index(after: $0)...]) } ?? path
        let all = Set(names(in: folder.isEmpty ? "." : folder))
        let found = all.filter { neighbour in
            // While a file is being compressed both stand there; the plain one is whole.
            isNeighbour(neighbour, of: name) && !(isCompressed(neighbour) && all.contains(plainName(neighbour)))
        }
        let dated = found.compactMap { neighbour in
            LogFile.facts(at: folder + neighbour).map { (path: folder + neighbour, modified: $0.modified) }
        }
        return dated.sorted { ($0.modified, $1.path) > ($1.modified, $0.path) }.map(\.path)
    }

    /// A name that rotation gives to older files of a log.
    static func isNeighbour(_ neighbour: String, of name: String) -> Bool {
        let plain = plainName(neighbour)
        if plain == name { return neighbour != name }
        if plain.hasPrefix(name + ".") || plain.hasPrefix(name + "-") {
            let suffix = plain.dropFirst(name.count + 1)
            return !suffix.isEmpty && suffix.allSatisfy { $0.isNumber || "-T:.".contains($0) }
        }
        let dot = name.lastIndex(of: ".") ?? name.endIndex
        guard plain.hasPrefix(name[..<dot] + "-"), plain.hasSuffix(name[dot...]) else { return false }
        let stamp = plain.dropFirst(name[..<dot].count + 1).dropLast(name[dot...].count)
        return stamp.count >= 19 && stamp.prefix(4).allSatisfy(\.isNumber) && stamp.contains("T")
    }

    private static func isCompressed(_ name: String) -> Bool { name.hasSuffix(".gz") || name.hasSuffix(".zst") }

    private static func plainName(_ name: String) -> String {
        if name.hasSuffix(".gz") { return String(name.dropLast(3)) }
        return name.hasSuffix(".zst") ? String(name.dropLast(4)) : name
    }

    private static func names(in folder: String) -> [String] {
        guard let directory = opendir(folder) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { tuple in
                tuple.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }
}

/// Expands patterns of paths with `*`, `?` and `[…]`.
enum PathPattern {
    static func isPattern(_ path: String) -> Bool { path.contains { "*?[".contains($0) } }

    /// The paths that match now, by name; none that cannot be looked at.
    static func matches(_ pattern: String) -> [String] {
        var found = glob_t()
        defer { globfree(&found) }
        guard glob(pattern, 0, nil, &found) == 0 else { return [] }
        return (0..<Int(found.gl_pathc)).compactMap { place in
            found.gl_pathv[place].map { String(cString: $0) }
        }
    }
}
