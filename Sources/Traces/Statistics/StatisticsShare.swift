import OTLP

/// What one thread found in its parts.
struct StatisticsShare: Sendable {
    /// A span by what tells it from others and what is counted of it.
    struct Key: Sendable {
        var trace: TraceID
        var id: UInt64
        var parent: UInt64
        var place: LinePlace
        var isError: Bool
        var isRunning: Bool
    }

    var bytes: UInt64 = 0
    var lines = 0
    var badReasons: [BadLine.Reason: Int] = [:]
    var logRecords = 0
    var metricPoints = 0
    /// Spans without a readable trace or span id, which cannot be told from each other.
    var unidentified = 0
    var unidentifiedErrors = 0
    /// All other spans, apart by trace.
    var keys: [[Key]]

    private var hasRoom = false

    init(partitions: Int) { keys = Array(repeating: [], count: partitions) }

    /// Takes a part in.
    /// - Parameters:
    ///   - reader: used again for each part that a thread reads, as is the buffer; its batch is empty before and after.
    mutating func read(
        _ part: FilePart, with reader: inout OTLPReader, _ buffer: LineBuffer
    ) throws(TraceEngineError) {
        bytes += UInt64(part.range.count)
        do throws(LogFileError) {
            try part.forEachLine(in: buffer) { item, isLast in
                take(item, isLast: isLast, &reader)
                if reader.batch.spans.count > 1024 { empty(&reader, part.number) }
            }
        } catch {
            throw .unreadable(path: error.path, reason: error.reason)
        }
        empty(&reader, part.number)
    }

    /// Makes room for what so many bytes hold if they are like the first, so that growing copies little.
    mutating func makeRoom(bytes expected: Int) {
        guard !hasRoom, bytes > 0 else { return }
        hasRoom = true
        for partition in keys.indices {
            let likely = Double(keys[partition].count) * Double(expected) / Double(bytes) * 1.1
            keys[partition].reserveCapacity(Int(min(likely, Double(StatisticsShare.roomLimit))))
        }
    }

    private static let roomLimit = 1 << 20

    private mutating func take(_ item: LineBuffer.Item, isLast: Bool, _ reader: inout OTLPReader) {
        switch item {
        case .tooLong: note(.tooLong)
        case .line(let line, let offset):
            switch reader.read(line, offset: offset) {
            case .blank: break
            case .good: lines += 1
            case .bad(let fault): note(isLast ? .cutOff : fault.reason)
            }
        }
    }

    private mutating func note(_ reason: BadLine.Reason) {
        lines += 1
        badReasons[reason, default: 0] += 1
    }

    private mutating func empty(_ reader: inout OTLPReader, _ file: UInt16) {
        logRecords += reader.batch.logCount
        metricPoints += reader.batch.metricPoints
        for span in reader.batch.spans {
            guard span.notes.isDisjoint(with: [.badTraceID, .badSpanID]) else {
                unidentified += 1
                if span.status == .error { unidentifiedErrors += 1 }
                continue
            }
            let offset = reader.batch.lines[Int(span.line)].offset
            let partition = Int((span.trace.low ^ span.trace.high >> 7) % UInt64(keys.count))
            keys[partition].append(
                Key(
                    trace: span.trace, id: span.id, parent: span.parent,
                    place: LinePlace(file: file, offset: offset), isError: span.status == .error,
                    isRunning: span.notes.contains(.running)))
        }
        reader.batch.removeAll()
        // A log whose every span has a name of its own must not fill the memory.
        if reader.symbols.count > StatisticsShare.nameLimit { reader.forgetNames() }
    }

    private static let nameLimit = 1 << 16
}

extension LineFault {
    /// The reason that is counted.
    var reason: BadLine.Reason {
        switch self {
        case .malformed: .malformed
        case .foreign: .foreign
        case .wrongType: .wrongType
        }
    }
}
