import Foundation

/// The log's file, opened to append.
struct AuditFile {
    private let path: String
    private let descriptor: Int32
    private let size: Int

    init(path: String) throws(AuditError) {
        let isNew = access(path, F_OK) != 0
        // Without O_NONBLOCK a pipe in the file's place would be waited for.
        descriptor = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NONBLOCK, 0o600)
        guard descriptor >= 0 else {
            let code = errno
            throw AuditError(path: path, reason: code == EISDIR ? .notAFile : .system(call: "open", errno: code))
        }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            Glibc.close(descriptor)
            throw AuditError(path: path, reason: .notAFile)
        }
        self.path = path
        size = Int(status.st_size)
        if isNew { Self.syncFolder(of: path) }
    }

    func close() { Glibc.close(descriptor) }

    /// The file's end, read as far back as the last entry lies.
    func tail() throws(AuditError) -> AuditTail {
        var length = min(size, 64 << 10)
        while true {
            let tail = AuditTail(bytes: try bytes(from: size - length, count: length), isWhole: length == size)
            if tail.isDecided || length == size { return tail }
            length = min(size, length * 4)
        }
    }

    /// Appends bytes and waits until they are on disk; takes them back when that fails.
    func append(_ bytes: Data) throws(AuditError) {
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                write(descriptor, buffer.baseAddress?.advanced(by: written), buffer.count - written)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw takenBack(call: "write", code: count == 0 ? EIO : errno) }
            written += count
        }
        guard fsync(descriptor) == 0 else { throw takenBack(call: "fsync", code: errno) }
    }

    private func takenBack(call: String, code: Int32) -> AuditError {
        // Where even this fails the half line stays, and the next writer notes it.
        _ = ftruncate(descriptor, off_t(size))
        return AuditError(path: path, reason: .system(call: call, errno: code))
    }

    private func bytes(from offset: Int, count: Int) throws(AuditError) -> Data {
        var bytes = Data(count: count)
        var filled = 0
        while filled < count {
            let read = bytes.withUnsafeMutableBytes { buffer in
                pread(descriptor, buffer.baseAddress?.advanced(by: filled), count - filled, off_t(offset + filled))
            }
            if read < 0, errno == EINTR { continue }
            guard read > 0 else {
                throw AuditError(path: path, reason: .system(call: "read", errno: read == 0 ? EIO : errno))
            }
            filled += read
        }
        return bytes
    }

    /// A new file's name is on disk only when its folder is.
    private static func syncFolder(of path: String) {
        let folder = (path as NSString).deletingLastPathComponent
        let descriptor = open(folder.isEmpty ? "." : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        fsync(descriptor)
        Glibc.close(descriptor)
    }
}
