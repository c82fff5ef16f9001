/// What can go wrong in a store. Equal errors have the same cause.
public enum EventStoreError: Error, Sendable, Hashable {
    /// The stream has another version than expected: somebody else was faster.
    case conflict(AppendConflict)
    /// Some of the ids belong to events that were recorded otherwise; nothing was recorded.
    case eventIDInUse(EventID, stream: StreamID, version: Int)
    /// The append itself is wrong.
    case invalid(String)
    /// The disk is full; nothing was recorded.
    case full(path: String)
    /// The store may be read but not written, or not be opened at all.
    case notWritable(path: String, detail: String)
    /// The file is damaged, or no event store.
    case corrupt(path: String, detail: String)
    /// Reading or writing failed; nothing was recorded.
    case failed(path: String, detail: String)
    /// The caller's task was cancelled before anything was done.
    case cancelled

    /// A stable word for metrics and APIs.
    public var code: String {
        switch self {
        case .conflict: AppendConflict.code
        case .eventIDInUse: "event_id_in_use"
        case .invalid: "invalid_append"
        case .full: "store_full"
        case .notWritable: "store_not_writable"
        case .corrupt: "store_corrupt"
        case .failed: "store_failed"
        case .cancelled: "cancelled"
        }
    }
}

/// The stream has another version than expected.
public struct AppendConflict: Error, Sendable, Hashable, CustomStringConvertible {
    /// A stable word for metrics and APIs.
    public static let code = "version_conflict"

    /// The stream.
    public let stream: StreamID
    /// The version that the append expected.
    public let expected: Int
    /// The version that the stream has.
    public let actual: Int

    /// A conflict.
    public init(stream: StreamID, expected: Int, actual: Int) {
        self.stream = stream
        self.expected = expected
        self.actual = actual
    }

    public var description: String { "\(stream) is at version \(actual), not \(expected)" }
}

extension EventStoreError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .conflict(let conflict): conflict.description
        case .eventIDInUse(let id, let stream, let version):
            "event id \(id) belongs to version \(version) of \(stream) already: use new ids for new events"
        case .invalid(let reason): reason
        case .full(let path): "no room to write \(path): free some space; nothing was recorded"
        case .notWritable(let path, let detail): "\(path) cannot be opened for writing: \(detail)"
        case .corrupt(let path, let detail): "\(path) is damaged: \(detail); restore it from a backup"
        case .failed(let path, let detail): "\(path): \(detail); nothing was recorded"
        case .cancelled: "cancelled"
        }
    }
}
