import Foundation

extension AuditError {
    /// What happened.
    var what: String {
        switch reason {
        case .system(_, ENOSPC), .system(_, EDQUOT): "the disk is full"
        case .system(_, EFBIG): "it may not grow any more (a file size limit)"
        case .system(_, EROFS): "its file system is read-only"
        case .system(_, EACCES), .system(_, EPERM): "permission denied"
        case .system(let call, let code): "\(call): \(String(cString: strerror(code)))"
        case .locked(let time): "another process has had it locked for \(time)"
        case .notAFile: "it is not a file"
        case .encoding(let sentence): sentence
        }
    }

    /// The same for somebody who wanted to read it.
    public var reading: String { "the audit log \(path) cannot be read: \(what)" }

    /// What would make it possible.
    var remedy: String {
        switch reason {
        case .system(_, ENOSPC), .system(_, EDQUOT): "make room on it, then try again"
        case .system(_, EFBIG): "raise the limit or move the file away, then try again"
        case .system(_, EROFS), .system(_, EACCES), .system(_, EPERM), .notAFile:
            "give a path in audit.path of the config that \(NSUserName()) may write to"
        case .system: "see to that, then try again"
        case .locked: "look for a console that hangs (lsof \(AuditHead.path(of: path))), then try again"
        case .encoding: "use another reason"
        }
    }
}
