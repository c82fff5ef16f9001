import Glibc

/// The lines of a file descriptor that it owns, read when they are asked for.
struct LineReader: ~Copyable, Sendable {
    private let descriptor: Int32
    private var unread: [UInt8] = []

    init(_ descriptor: Int32) { self.descriptor = descriptor }

    deinit { close(descriptor) }

    /// Waits for a whole line; `nil` at the end, where half a line is nobody's.
    mutating func readLine() -> String? {
        var searched = 0
        while true {
            if let end = unread[searched...].firstIndex(of: 0x0A) {
                let line = String(decoding: unread[..<end], as: UTF8.self)
                unread.removeSubrange(...end)
                return line
            }
            searched = unread.count
            guard readMore() else { return nil }
        }
    }

    private mutating func readMore() -> Bool {
        withUnsafeTemporaryAllocation(byteCount: 65_536, alignment: 1) { buffer in
            while true {
                let count = read(descriptor, buffer.baseAddress, buffer.count)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { return false }
                unread += buffer[..<count]
                return true
            }
        }
    }
}
