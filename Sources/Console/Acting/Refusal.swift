/// Why something is not done, and what would make it possible.
public struct Refusal: Error, Sendable, Equatable, CustomStringConvertible {
    /// Stable, for scripts: `read_only`, `stale`.
    var code: String
    var why: String
    /// A sentence that begins with a verb: `start fusebox without --read-only`.
    var remedy: String

    /// It passes by itself, without anybody doing anything here.
    var isPassing: Bool { code == "stale" || code == "unreachable" }

    public var description: String { remedy.isEmpty ? why : "\(why): \(remedy)" }
}
