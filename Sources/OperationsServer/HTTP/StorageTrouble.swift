import EventSourcing
import GRDB

/// Tells a disk that is full or busy from a fault in the program.
enum StorageTrouble {
    static func isTemporary(_ error: any Error) -> Bool {
        switch error {
        case let error as DatabaseError:
            switch error.resultCode {
            case .SQLITE_FULL, .SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_IOERR, .SQLITE_READONLY, .SQLITE_CANTOPEN: true
            default: false
            }
        case let error as EventStoreError:
            switch error {
            case .full, .notWritable, .failed: true
            default: false
            }
        default: false
        }
    }
}
