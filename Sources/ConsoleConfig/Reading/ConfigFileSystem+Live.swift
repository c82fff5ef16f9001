#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension ConfigFileSystem {
    /// The machine's own.
    public static let live = ConfigFileSystem(read: readWhole, status: statusOf)

    private static func readWhole(_ path: String, limit: Int) throws(FileProblem) -> [UInt8] {
        // Not blocking: a named pipe in place of a config must not hold the console up.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw problem(errno) }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        while true {
            var failure: Int32 = 0
            let chunk = [UInt8](unsafeUninitializedCapacity: 64 << 10) { buffer, count in
                let got = Self.retrying { pread(descriptor, buffer.baseAddress, buffer.count, off_t(bytes.count)) }
                failure = got < 0 ? errno : 0
                count = max(got, 0)
            }
            if failure != 0 { throw problem(failure) }
            if chunk.isEmpty { return bytes }
            bytes += chunk
            if bytes.count > limit { throw .tooLarge(limit: limit) }
        }
    }

    private static func statusOf(_ path: String) -> FileStatus? {
        var answer = stat()
        guard stat(path, &answer) == 0 else { return nil }
        #if canImport(Darwin)
            let changed = answer.st_mtimespec
        #else
            let changed = answer.st_mtim
        #endif
        return FileStatus(
            device: UInt64(answer.st_dev), inode: UInt64(answer.st_ino), size: Int(answer.st_size),
            modified: Int(changed.tv_sec) * 1_000_000_000 + Int(changed.tv_nsec),
            permissions: UInt32(answer.st_mode) & 0o7777, isFolder: UInt32(answer.st_mode) & 0o170000 == 0o040000)
    }

    private static func retrying(_ call: () -> Int) -> Int {
        while true {
            let result = call()
            if result >= 0 || errno != EINTR { return result }
        }
    }

    private static func problem(_ code: Int32) -> FileProblem {
        switch code {
        case ENOENT, ENOTDIR: .missing
        case EISDIR: .folder
        case EACCES: .refused("permission denied")
        case ESPIPE: .refused("a pipe and not a file")
        default: .refused(String(cString: strerror(code)))
        }
    }
}
