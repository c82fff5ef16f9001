/// Why something is not done, and what would make it possible.
public struct Refusal: Error, Sendable, Equatable, CustomStringConvertible {
    /// Stable, for scripts: `read_only`, `stale`.
    var code: String
    var why: String
    /// A sentence that begins with a verb: `start fusebox without --read-only`.
    var remedy: String

    public var description: String { remedy.isEmpty ? why : "\(why): \(remedy)" }
}
