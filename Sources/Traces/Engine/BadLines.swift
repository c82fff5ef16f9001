/// Lines that could not be read: counts of all, the last hundred themselves.
struct BadLines: Sendable, Equatable {
    /// How many lines are kept.
    static let keptLimit = 100
    /// How many bytes of a line are kept.
    static let excerptLimit = 120

    private(set) var counts: [BadLine.Reason: Int] = [:]
    private(set) var recent: [BadLine] = []

    var count: Int { counts.values.reduce(0, +) }

    mutating func add(_ line: BadLine) {
        counts[line.reason, default: 0] += 1
        recent.append(line)
        if recent.count > 2 * BadLines.keptLimit { recent.removeFirst(recent.count - BadLines.keptLimit) }
    }

    mutating func add(_ fault: LineFault, line: UnsafeBufferPointer<UInt8>, offset: UInt64, path: String) {
        let (reason, detail): (BadLine.Reason, String) =
            switch fault {
            case .malformed(let words): (.malformed, words)
            case .foreign: (.foreign, "")
            case .wrongType(let key): (.wrongType, key)
            }
        add(
            BadLine(
                path: path, offset: offset, length: UInt64(line.count), reason: reason, detail: detail,
                excerpt: BadLines.excerpt(line)))
    }

    /// The last of them, oldest first.
    var kept: [BadLine] { Array(recent.suffix(BadLines.keptLimit)) }

    /// The beginning of a line as text.
    static func excerpt(_ line: UnsafeBufferPointer<UInt8>) -> String {
        String(decoding: line.prefix(excerptLimit), as: UTF8.self)
    }
}
