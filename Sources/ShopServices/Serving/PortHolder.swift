import Foundation

/// Finds out which process listens on a port of this machine, as far as `/proc` tells.
public struct PortHolder: Sendable, Equatable, CustomStringConvertible {
    public let pid: Int32
    public let command: String
    public var description: String { "process \(pid) (\(command))" }

    /// Whether it is a service of a shop whose supervisor is gone: such a one ends by itself.
    var isService: Bool { command.contains("shop serve ") && parent == 1 }

    private var parent: Int32? {
        // The parent is the second field behind the name, which may itself hold blanks and brackets (proc(5)).
        guard let text = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8),
            let end = text.lastIndex(of: ")")
        else { return nil }
        let fields = text[text.index(after: end)...].split(separator: " ")
        return fields.count > 1 ? Int32(fields[1]) : nil
    }

    /// - Returns: `nil` when nobody listens, or when the kernel will not say who.
    public static func find(port: Int) -> PortHolder? {
        let inodes = listeningInodes(port: port)
        guard !inodes.isEmpty else { return nil }
        let wanted = Set(inodes.map { "socket:[\($0)]" })
        for entry in (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? [] {
            guard let pid = Int32(entry) else { continue }
            let folder = "/proc/\(pid)/fd"
            for descriptor in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] {
                guard
                    let target = try? FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/\(descriptor)"),
                    wanted.contains(target)
                else { continue }
                return PortHolder(pid: pid, command: command(of: pid))
            }
        }
        return nil
    }

    /// The inodes of sockets that listen on `port`, from the lines of `/proc/net/tcp` and `tcp6`.
    static func inodes(in table: String, port: Int) -> [String] {
        let ending =
            ":" + String(repeating: "0", count: 4 - min(4, String(port, radix: 16).count))
            + String(port, radix: 16).uppercased()
        return table.split(separator: "\n").dropFirst().compactMap { line in
            let fields = line.split(separator: " ", omittingEmptySubsequences: true)
            // sl local_address rem_address st … inode: the tenth field; state 0A is LISTEN.
            guard fields.count > 9, fields[1].hasSuffix(ending), fields[3] == "0A" else { return nil }
            return String(fields[9])
        }
    }

    private static func listeningInodes(port: Int) -> [String] {
        ["/proc/net/tcp", "/proc/net/tcp6"].flatMap { path in
            inodes(in: (try? String(contentsOfFile: path, encoding: .utf8)) ?? "", port: port)
        }
    }

    private static func command(of pid: Int32) -> String {
        let line = (try? String(contentsOfFile: "/proc/\(pid)/cmdline", encoding: .utf8)) ?? ""
        let words = line.split(separator: "\0").prefix(3).joined(separator: " ")
        return words.isEmpty ? "unknown" : String(words.prefix(80))
    }
}
