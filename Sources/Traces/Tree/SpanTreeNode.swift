/// One row of a span tree.
public struct SpanTreeNode: Sendable, Equatable, Identifiable {
    /// What a row is known by; stable while the tree grows.
    public enum ID: Sendable, Hashable {
        /// A span that has been seen.
        case span(SpanID)
        /// A parent that spans name and that has not been seen (yet).
        case missingParent(SpanID)
        /// A span whose own id was not readable, by its place in the store.
        case unidentified(Int)
    }

    /// What is worth saying about a span besides its times.
    public struct Notes: OptionSet, Sendable, Hashable {
        public let rawValue: UInt16
        public init(rawValue: UInt16) { self.rawValue = rawValue }

        /// It has not ended; its bar reaches to the trace's end.
        public static let running = Notes(rawValue: 1 << 0)
        /// Its end was written as before its start; its duration is shown as zero.
        public static let endsBeforeStart = Notes(rawValue: 1 << 1)
        /// Clocks of two services disagree: it starts before its parent in another service, or as a call's server ends
        /// after its client.
        public static let clockSkew = Notes(rawValue: 1 << 2)
        /// Its parents led back to itself; it was cut loose here.
        public static let cycle = Notes(rawValue: 1 << 3)
        /// It was read more than once.
        public static let duplicate = Notes(rawValue: 1 << 4)
        /// Attributes, events or links were lost before it was written.
        public static let dropped = Notes(rawValue: 1 << 5)
        /// Its times were not readable or look like milliseconds.
        public static let badTime = Notes(rawValue: 1 << 6)
        /// Its parent's id was not readable; it stands as a root.
        public static let badParentID = Notes(rawValue: 1 << 7)
        /// It has events, links, or log records: worth opening.
        public static let hasEvents = Notes(rawValue: 1 << 8)
        public static let hasLinks = Notes(rawValue: 1 << 9)
        public static let hasLogs = Notes(rawValue: 1 << 10)
        /// It matches the list's filter.
        public static let matched = Notes(rawValue: 1 << 11)
        /// It lies on the critical path: had it been faster, the trace had been faster.
        public static let critical = Notes(rawValue: 1 << 12)
    }

    public let id: ID
    /// The parent that the span names; `nil` for a root.
    public let parent: SpanID?
    /// May be empty; for a missing parent it always is.
    public let name: String
    public let service: String
    public let kind: SpanKind
    public let status: SpanStatus
    /// As written, by the clock of its service; for a missing parent the earliest start of its children.
    public let start: Timestamp
    /// Zero while running; for a missing parent up to the latest end of its children.
    public let duration: Duration
    /// Time in which none of its children ran.
    public let selfTime: Duration
    /// Rows from the root, which has 0.
    public let depth: Int
    /// Rows right below this one that hang under it, at any depth.
    public let descendantCount: Int
    /// Failed spans among them.
    public let failedDescendantCount: Int
    public let notes: Notes

    /// A missing parent rather than a span.
    public var isMissing: Bool { if case .missingParent = id { true } else { false } }
    /// Status ERROR.
    public var isFailed: Bool { status == .error }
    /// `start` plus `duration`.
    public var end: Timestamp { start.advanced(by: duration) }
}
