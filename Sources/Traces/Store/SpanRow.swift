/// A span in the store: 64 bytes, one cache line, so that walking a trace's spans touches memory once a span.
struct SpanRow: Sendable {
    /// What the row says besides its numbers: the reader's notes and ``duplicate``.
    typealias Notes = SpanRecord.Notes

    var id: UInt64
    /// 0 for a root.
    var parent: UInt64
    /// Nanoseconds since 1970, 0 when not readable.
    var start: UInt64
    /// Nanoseconds, 0 while running.
    var duration: UInt64
    /// Where the span's line stands.
    var place: LinePlace
    /// The trace, as a row of summaries.
    var trace: UInt32
    /// The span of the same trace that was stored before this one, `none` for the first.
    var next: UInt32
    var name: UInt32
    var service: UInt32
    /// Bytes of the line, without its end.
    var length: UInt32
    var notes: Notes
    var kind: SpanKind
    var status: SpanStatus

    /// No row.
    static let none = UInt32.max

    var end: UInt64 { start &+ duration }
    var isRunning: Bool { notes.contains(.running) }
    /// Its times can be compared with others'.
    var hasTime: Bool { start != 0 && !notes.contains(.badTime) }
}

extension SpanRecord.Notes {
    /// The span was read more than once. Set by the store, never by the reader.
    static let duplicate = SpanRecord.Notes(rawValue: 1 << 15)
}

/// A file and an offset in it, in eight bytes: 2¹⁶ files of up to 256 TiB.
struct LinePlace: Sendable, Hashable {
    private let packed: UInt64

    init(file: UInt16, offset: UInt64) { packed = UInt64(file) << 48 | offset & 0xFFFF_FFFF_FFFF }

    var file: UInt16 { UInt16(truncatingIfNeeded: packed >> 48) }
    var offset: UInt64 { packed & 0xFFFF_FFFF_FFFF }
}

/// A log record of a trace in the store.
struct LogRow: Sendable {
    /// 0 when it names no span.
    var span: UInt64
    var time: UInt64
    var place: LinePlace
    var length: UInt32
    /// The record of the same trace that was stored before, `SpanRow.none` for the first.
    var next: UInt32
}
