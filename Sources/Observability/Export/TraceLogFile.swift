#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
    write(descriptor, bytes, count)
}

/// A file that many processes append lines to, as one of its writers sees it.
///
/// Opened with `O_APPEND`, one `write(2)` a line. When the file at the path is no longer the open one (rotated,
/// removed, replaced) it is opened again before the next line.
struct TraceLogFile: ~Copyable {
    /// What the system said no to.
    struct Failure: Error, Equatable, CustomStringConvertible {
        let operation: String
        let path: String
        let code: Int32
        var description: String { "\(operation) \(path): \(String(cString: strerror(code)))" }
    }

    private let path: String
    private var descriptor: Int32 = -1
    /// A write was cut short: what is in the file has no newline, and the next line must not be glued to it.
    private var endsMidLine = false

    /// write(2), or what a test puts in its place.
    private let write: (Int32, UnsafeRawPointer?, Int) -> Int

    init(path: String, write: @escaping (Int32, UnsafeRawPointer?, Int) -> Int = systemWrite) {
        self.path = path
        self.write = write
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// Appends `line`, which ends in a newline.
    mutating func append(_ line: [UInt8]) throws(Failure) {
        try reopenIfReplaced()
        let bytes = endsMidLine ? [UInt8(ascii: "\n")] + line : line
        let written = bytes.withUnsafeBytes { buffer in
            while true {
                let count = write(descriptor, buffer.baseAddress, buffer.count)
                if count >= 0 || errno != EINTR { return count }
            }
        }
        guard written == bytes.count else {
            // A short write means that the disk filled up in the middle; the whole line is written again later.
            let code = written < 0 ? errno : ENOSPC
            if written > 0 { endsMidLine = true }
            throw Failure(operation: "write", path: path, code: code)
        }
        endsMidLine = false
    }

    private mutating func reopenIfReplaced() throws(Failure) {
        if descriptor >= 0 {
            var there = stat(), open = stat()
            if stat(path, &there) == 0, fstat(descriptor, &open) == 0, there.st_ino == open.st_ino,
                there.st_dev == open.st_dev
            {
                return
            }
            close(descriptor)
            descriptor = -1
            endsMidLine = false
        }
        descriptor = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw Failure(operation: "open", path: path, code: errno) }
    }
}
