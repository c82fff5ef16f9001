import SystemPackage

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A pipe that nobody ever writes to. Children have its reading end as standard input; when this process is gone, by
/// whatever way, the kernel closes the writing end and they read the end of the file.
final class LifelinePipe: Sendable {
    let readingEnd: FileDescriptor
    private let writingEnd: FileDescriptor

    init() throws {
        let ends = try FileDescriptor.pipe()
        readingEnd = ends.readEnd
        writingEnd = ends.writeEnd
        // A child that inherited the writing end would keep its brothers alive.
        for end in [ends.readEnd, ends.writeEnd] { _ = fcntl(end.rawValue, F_SETFD, FD_CLOEXEC) }
    }

    deinit {
        try? readingEnd.close()
        try? writingEnd.close()
    }
}
