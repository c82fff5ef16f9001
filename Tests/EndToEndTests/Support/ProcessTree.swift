import Foundation

/// Which processes are whose, read from /proc.
enum ProcessTree {
    /// The direct children of a process.
    static func children(of parent: Int32) -> [Int32] {
        all().filter { $0.parent == parent }.map(\.id)
    }

    /// Everything below a process, children first.
    static func descendants(of root: Int32) -> [Int32] {
        let everybody = all()
        var found: [Int32] = []
        var waiting = [root]
        while let next = waiting.popLast() {
            let children = everybody.filter { $0.parent == next }.map(\.id)
            found += children
            waiting += children
        }
        return found
    }

    /// Whether a process is there and not merely waiting to be buried.
    static func isAlive(_ id: Int32) -> Bool { fields(of: id).map { $0.state != "Z" && $0.state != "X" } ?? false }

    private static func all() -> [(id: Int32, parent: Int32)] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return names.compactMap { Int32($0) }.compactMap { id in fields(of: id).map { (id, $0.parent) } }
    }

    /// State and parent: the fields behind the name, which may itself hold blanks and brackets (proc(5)).
    private static func fields(of id: Int32) -> (state: String, parent: Int32)? {
        guard let text = try? String(contentsOfFile: "/proc/\(id)/stat", encoding: .utf8),
            let end = text.lastIndex(of: ")")
        else { return nil }
        let fields = text[text.index(after: end)...].split(separator: " ")
        guard fields.count > 1, let parent = Int32(fields[1]) else { return nil }
        return (String(fields[0]), parent)
    }
}
