import Tracing

/// A finished span on its way to the file.
struct SpanRecord: Sendable {
    struct Link: Sendable {
        let context: TraceContext
        let attributes: SpanAttributes
    }

    let context: TraceContext
    let parent: TraceContext?
    let kind: SpanKind
    let start: UInt64
    var end: UInt64 = 0
    var name: String
    var attributes = SpanAttributes()
    var status: SpanStatus?
    var events: [SpanEvent] = []
    var droppedEvents = 0
    var links: [Link] = []
    var droppedLinks = 0
}
