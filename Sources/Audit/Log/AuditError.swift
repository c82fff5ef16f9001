/// Why nothing could be written to the audit log, or it could not be read. Nothing is sent then.
public struct AuditError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What went wrong.
    public enum Reason: Sendable, Hashable {
        /// The system's own error, by its number and the call.
        case system(call: String, errno: Int32)
        /// Another process has held the lock all the time that was waited.
        case locked(for: Duration)
        /// The path is a folder, a device, a pipe.
        case notAFile
        /// The entry cannot be written as JSON.
        case encoding(String)
    }

    /// The file.
    public var path: String
    /// What went wrong.
    public var reason: Reason

    /// An error.
    public init(path: String, reason: Reason) {
        self.path = path
        self.reason = reason
    }

    /// What happened, where, and what to do, in a sentence.
    public var description: String { "the audit log \(path) cannot be written: \(what); \(remedy)" }
}
