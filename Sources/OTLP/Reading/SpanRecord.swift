/// A span as a row of numbers, as the reader found it in a line.
public struct SpanRecord: Sendable, Equatable {
    /// What is worth knowing about a span besides its numbers.
    public struct Notes: OptionSet, Sendable, Hashable {
        public let rawValue: UInt16
        public init(rawValue: UInt16) { self.rawValue = rawValue }

        /// No end was written, or 0.
        public static let running = Notes(rawValue: 1 << 0)
        /// The end was before the start; the duration is 0.
        public static let endsBeforeStart = Notes(rawValue: 1 << 1)
        /// A time was not readable, or is no count of nanoseconds (before 1980: somebody's milliseconds).
        public static let badTime = Notes(rawValue: 1 << 2)
        /// The id was missing, zero or not readable; it joins nothing.
        public static let badTraceID = Notes(rawValue: 1 << 3)
        public static let badSpanID = Notes(rawValue: 1 << 4)
        /// The parent's id was not readable; the span is shown as a root.
        public static let badParentID = Notes(rawValue: 1 << 5)
        /// Attributes, events or links were lost before the span was written.
        public static let dropped = Notes(rawValue: 1 << 6)
        public static let hasEvents = Notes(rawValue: 1 << 7)
        public static let hasLinks = Notes(rawValue: 1 << 8)
        /// A call that a breaker refused without trying.
        public static let rejected = Notes(rawValue: 1 << 9)
    }

    public var trace: TraceID
    /// 0 when the span's id is bad.
    public var id: UInt64
    /// 0 for a root.
    public var parent: UInt64
    /// Nanoseconds since 1970, 0 when not readable.
    public var start: UInt64
    /// Nanoseconds; 0 while running.
    public var duration: UInt64
    public var name: SymbolTable.Symbol
    public var service: SymbolTable.Symbol
    /// `saga.id`, or symbol 0.
    public var saga: SymbolTable.Symbol
    public var kind: SpanKind
    public var status: SpanStatus
    public var notes: Notes
    /// The line it stands in, as a place in the batch's lines.
    public var line: UInt32
}

/// A log record that belongs to a trace, as a row of numbers.
public struct LogRecord: Sendable, Equatable {
    public var trace: TraceID
    /// 0 when it names no span.
    public var span: UInt64
    /// Nanoseconds since 1970, 0 when not given.
    public var time: UInt64
    public var line: UInt32
}

/// A record, span event or span that may tell of a saga, breaker or command, with its attributes.
public struct DomainRecord: Sendable, Equatable {
    /// Where it was found.
    public enum Origin: UInt8, Sendable { case log, spanEvent, span }

    public var origin: Origin
    /// The event's name, or the span's.
    public var name: String
    public var attributes: [Attribute]
    public var time: UInt64
    /// For a span its end, 0 while running; else 0.
    public var end: UInt64
    public var status: SpanStatus
    /// Who wrote it: the three name a process together.
    public var namespace: String
    public var service: String
    public var instance: String
    public var trace: TraceID?
    public var span: SpanID?
    public var line: UInt32
}

/// The process that wrote something.
public struct ResourceRecord: Sendable, Hashable {
    /// Its `service.namespace`: tells processes apart that have name and instance id in common.
    public var namespace: SymbolTable.Symbol
    public var service: SymbolTable.Symbol
    public var instance: SymbolTable.Symbol
    public var version: SymbolTable.Symbol
    /// The first time found beneath it, 0 if none.
    public var time: UInt64

    /// The same process and version, whenever it wrote.
    func isSame(as other: ResourceRecord) -> Bool {
        service == other.service && instance == other.instance && version == other.version
            && namespace == other.namespace
    }
}
