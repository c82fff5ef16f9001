/// Writes spans and log records as OTLP JSON lines: ids in lower-case hexadecimal, 64-bit numbers as strings, enums as
/// numbers, defaults left out, as the OTLP specification asks for.
public struct OTLPWriter {
    private var out: [UInt8] = []

    /// One line with all spans of some details, grouped by resource and scope, and, if there are any, a second one with
    /// their log records. Each ends with a line feed.
    public static func lines(spans: [SpanDetail], logs: [LogDetail]) -> [UInt8] {
        var writer = OTLPWriter()
        if !spans.isEmpty {
            writer.write(spans, keys: ("resourceSpans", "scopeSpans", "spans"), { ($0.resource, $0.scope) }) {
                $0.write($1)
            }
        }
        if !logs.isEmpty {
            writer.write(logs, keys: ("resourceLogs", "scopeLogs", "logRecords"), { ($0.resource, $0.scope) }) {
                $0.write($1)
            }
        }
        return writer.out
    }

    private mutating func write<Item>(
        _ items: [Item], keys: (resources: String, scopes: String, items: String),
        _ origin: (Item) -> (Resource, Scope), _ body: (inout OTLPWriter, Item) -> Void
    ) {
        put("{\"\(keys.resources)\":[")
        list(OTLPWriter.groups(items) { origin($0).0 }) { writer, group in
            writer.put("{\"resource\":{")
            writer.attributes(group.key.attributes, first: true)
            writer.number("droppedAttributesCount", group.key.droppedAttributes, first: group.key.attributes.isEmpty)
            writer.put("},\"\(keys.scopes)\":[")
            writer.list(OTLPWriter.groups(group.items) { origin($0).1 }) { writer, group in
                writer.put("{\"scope\":{\"name\":")
                writer.string(group.key.name)
                writer.text("version", group.key.version)
                writer.attributes(group.key.attributes)
                writer.put("},\"\(keys.items)\":[")
                writer.list(group.items, body)
                writer.put("]")
                writer.text("schemaUrl", group.key.schemaURL)
                writer.put("}")
            }
            writer.put("]")
            writer.text("schemaUrl", group.key.schemaURL)
            writer.put("}")
        }
        put("]}\n")
    }

    /// Items with equal keys together, in the order in which the keys came first.
    private static func groups<Item, Key: Hashable>(
        _ items: [Item], _ key: (Item) -> Key
    ) -> [(key: Key, items: [Item])] {
        var places: [Key: Int] = [:]
        var groups: [(key: Key, items: [Item])] = []
        for item in items {
            let key = key(item)
            if let place = places[key] {
                groups[place].items.append(item)
            } else {
                places[key] = groups.count
                groups.append((key, [item]))
            }
        }
        return groups
    }

    private mutating func write(_ span: SpanDetail) {
        put("{\"traceId\":\"\(span.trace)\",\"spanId\":\"\(span.id)\"")
        text("traceState", span.traceState)
        if let parent = span.parent { put(",\"parentSpanId\":\"\(parent)\"") }
        number("flags", span.flags)
        text("name", span.name)
        if span.kind != .unspecified { put(",\"kind\":\(span.kind.rawValue)") }
        time("startTimeUnixNano", span.start)
        time("endTimeUnixNano", span.end)
        attributes(span.attributes)
        number("droppedAttributesCount", span.droppedAttributes)
        if !span.events.isEmpty {
            put(",\"events\":[")
            list(span.events) { $0.write($1) }
            put("]")
        }
        number("droppedEventsCount", span.droppedEvents)
        if !span.links.isEmpty {
            put(",\"links\":[")
            list(span.links) { $0.write($1) }
            put("]")
        }
        number("droppedLinksCount", span.droppedLinks)
        put(",\"status\":{")
        text("message", span.statusMessage, first: true)
        if span.status != .unset {
            put("\(span.statusMessage.isEmpty ? "" : ",")\"code\":\(span.status.rawValue)")
        }
        put("}}")
    }

    private mutating func write(_ event: SpanEvent) {
        put("{\"name\":")
        string(event.name)
        time("timeUnixNano", event.time)
        attributes(event.attributes)
        number("droppedAttributesCount", event.droppedAttributes)
        put("}")
    }

    private mutating func write(_ link: SpanLink) {
        put("{\"traceId\":\"\(link.trace?.description ?? "")\",\"spanId\":\"\(link.span?.description ?? "")\"")
        text("traceState", link.traceState)
        attributes(link.attributes)
        number("droppedAttributesCount", link.droppedAttributes)
        number("flags", link.flags)
        put("}")
    }

    private mutating func write(_ log: LogDetail) {
        put("{\"severityNumber\":\(log.severity)")
        time("timeUnixNano", log.time)
        time("observedTimeUnixNano", log.observedTime)
        text("severityText", log.severityText)
        put(",\"body\":")
        value(log.body)
        attributes(log.attributes)
        number("droppedAttributesCount", log.droppedAttributes)
        number("flags", log.flags)
        if let trace = log.trace { put(",\"traceId\":\"\(trace)\"") }
        if let span = log.span { put(",\"spanId\":\"\(span)\"") }
        text("eventName", log.eventName)
        put("}")
    }
}

extension OTLPWriter {
    private mutating func put(_ text: String) { out.append(contentsOf: text.utf8) }

    private mutating func list<Item>(_ items: [Item], _ body: (inout OTLPWriter, Item) -> Void) {
        for (place, item) in items.enumerated() {
            if place > 0 { put(",") }
            body(&self, item)
        }
    }

    /// A member that is left out when empty.
    private mutating func text(_ key: String, _ text: String, first: Bool = false) {
        guard !text.isEmpty else { return }
        put("\(first ? "" : ",")\"\(key)\":")
        string(text)
    }

    /// A member that is left out when 0.
    private mutating func number(_ key: String, _ number: UInt32, first: Bool = false) {
        if number != 0 { put("\(first ? "" : ",")\"\(key)\":\(number)") }
    }

    private mutating func time(_ key: String, _ time: Timestamp?) {
        if let time { put(",\"\(key)\":\"\(time.nanoseconds)\"") }
    }

    private mutating func attributes(_ attributes: [Attribute], first: Bool = false) {
        guard !attributes.isEmpty else { return }
        put("\(first ? "" : ",")\"attributes\":")
        keyValues(attributes)
    }

    private mutating func keyValues(_ attributes: [Attribute]) {
        put("[")
        list(attributes) { writer, attribute in
            writer.put("{\"key\":")
            writer.string(attribute.key)
            writer.put(",\"value\":")
            writer.value(attribute.value)
            writer.put("}")
        }
        put("]")
    }

    private mutating func value(_ value: AttributeValue) {
        switch value {
        case .string(let text), .unreadable(let text):
            put("{\"stringValue\":")
            string(text)
            put("}")
        case .bool(let bool): put("{\"boolValue\":\(bool)}")
        case .int(let int): put("{\"intValue\":\"\(int)\"}")
        case .double(let double): put("{\"doubleValue\":\(OTLPWriter.number(double))}")
        case .bytes(let bytes): put("{\"bytesValue\":\"\(OTLPWriter.base64(bytes))\"}")
        case .array(let values):
            put("{\"arrayValue\":{\"values\":[")
            list(values) { $0.value($1) }
            put("]}}")
        case .map(let attributes):
            put("{\"kvlistValue\":{\"values\":")
            keyValues(attributes)
            put("}}")
        case .empty: put("{}")
        case .tooDeep: put("{\"stringValue\":\"…\"}")
        }
    }

    private mutating func string(_ text: String) {
        put("\"")
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""): put("\\\"")
            case UInt8(ascii: "\\"): put("\\\\")
            case 0..<0x20: put("\\u00\(byte < 16 ? "0" : "")\(String(byte, radix: 16))")
            default: out.append(byte)
            }
        }
        put("\"")
    }

    private static func number(_ double: Double) -> String {
        if double.isNaN { return "\"NaN\"" }
        if double.isInfinite { return double < 0 ? "\"-Infinity\"" : "\"Infinity\"" }
        return "\(double)"
    }

    private static func base64(_ bytes: [UInt8]) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        var text: [UInt8] = []
        var place = 0
        while place < bytes.count {
            let group = (0..<3).reduce(UInt32(0)) { $0 << 8 | UInt32(place + $1 < bytes.count ? bytes[place + $1] : 0) }
            let letters = min(bytes.count - place, 3) + 1
            for letter in 0..<4 {
                let six = Int(group >> UInt32(18 - 6 * letter) & 63)
                text.append(letter < letters ? alphabet[six] : UInt8(ascii: "="))
            }
            place += 3
        }
        return String(decoding: text, as: UTF8.self)
    }
}
