import CSpawn
import Glibc
import SystemPackage

/// Two ends of a pipe that no other child inherits.
struct SystemPipe {
    let readingEnd: Int32
    let writingEnd: Int32

    init() throws(Errno) {
        var ends: [Int32] = [-1, -1]
        guard pipe2(&ends, O_CLOEXEC) == 0 else { throw Errno(rawValue: errno) }
        (readingEnd, writingEnd) = (ends[0], ends[1])
    }
}
