import Audit
import Foundation
import Glibc
import Lifeline

// A process for tests to kill and to starve of room. It says on standard output what it was promised.

/// One line with one write, so that a kill cannot tear it.
func say(_ line: String) {
    FileHandle.standardOutput.write(Data((line + "\n").utf8))
}

func entry(_ action: String) -> AuditEntry {
    let intent = AuditIntent(
        service: "orders", instance: "a", kind: "saga.retry", target: "order-\(action)",
        reason: String(repeating: "because ", count: 20))
    return AuditEntry(
        at: Date(), action: action, who: "ada", host: "here", process: getpid(), fact: .intent(intent))
}

/// Says every entry that is on disk.
func write(_ log: AuditLog, writer: String, count: Int) async {
    for number in 0..<count {
        do throws(AuditError) {
            try await log.append([entry("\(writer)/\(number)")])
            say("\(writer)/\(number)")
        } catch {
            say("error \(error)")
        }
    }
}

/// Lets no file grow beyond so many bytes.
func limit(to bytes: Int) {
    var limit = rlimit()
    getrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
    limit.rlim_cur = rlim_t(bytes)
    setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
}

/// Dies in the middle of a line, as a writer that is killed while the system takes its bytes; its lock goes with it.
func tear(_ log: AuditLog, after count: Int) throws {
    let lock = open(log.path + ".head", O_RDWR)
    flock(lock, LOCK_EX)
    let before = try log.read().lines.last?.link ?? .start
    let line = try AuditLine(entry("torn"), after: before).bytes.prefix(count)
    let file = open(log.path, O_WRONLY | O_APPEND)
    _ = line.withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
    kill(getpid(), SIGKILL)
}

Lifeline.hold()
let arguments = CommandLine.arguments
let usage = "usage: AuditWriterFixture write PATH WRITER COUNT | tear PATH BYTES | full PATH BYTES | locked-out PATH"
guard arguments.count >= 3 else {
    say(usage)
    exit(2)
}
let log = AuditLog(path: arguments[2], longestWait: .seconds(60))
switch (arguments[1], arguments.dropFirst(3).first.flatMap { Int($0) }) {
case ("write", _) where arguments.count == 5:
    await write(log, writer: arguments[3], count: Int(arguments[4]) ?? 0)
case ("tear", let bytes?):
    try tear(log, after: bytes)
case ("full", let bytes?):
    signal(SIGXFSZ, SIG_IGN)
    limit(to: bytes)
    await write(log, writer: "full", count: 1)
case ("locked-out", _):
    if getuid() == 0 { setuid(65_534) }
    await write(log, writer: "out", count: 1)
default:
    say(usage)
    exit(2)
}
