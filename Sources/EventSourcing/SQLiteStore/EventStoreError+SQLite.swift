import GRDB

extension EventStoreError {
    /// What a failure of SQLite means for the caller.
    init(_ error: any Error, path: String) {
        switch error {
        case let error as EventStoreError: self = error
        case is CancellationError: self = .cancelled
        case let error as DatabaseError: self = Self.meaning(of: error, path: path)
        default: self = .failed(path: path, detail: "\(error)")
        }
    }

    private static func meaning(of error: DatabaseError, path: String) -> EventStoreError {
        let detail = error.message ?? "SQLite error \(error.extendedResultCode.rawValue)"
        return switch error.resultCode {
        case .SQLITE_FULL: .full(path: path)
        case .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_AUTH: .notWritable(path: path, detail: detail)
        case .SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_FORMAT: .corrupt(path: path, detail: detail)
        default: .failed(path: path, detail: detail)
        }
    }
}
