import Tracing

/// Attributes as OTLP JSON has them: `{"key":…,"value":AnyValue}`, sorted by key so that equal spans make equal lines.
enum OTLPValue {
    static func appendAttributes(_ attributes: SpanAttributes, limits: SpanLimits, to buffer: inout JSONBuffer) {
        var pairs: [(key: String, value: SpanAttribute)] = []
        pairs.reserveCapacity(attributes.count)
        attributes.forEach { pairs.append(($0, $1)) }
        pairs.sort { $0.key < $1.key }
        buffer.raw("[")
        for (index, pair) in pairs.prefix(limits.attributes).enumerated() {
            buffer.raw(index == 0 ? "{\"key\":" : ",{\"key\":")
            buffer.string(pair.key, limit: limits.textBytes)
            buffer.raw(",\"value\":")
            append(pair.value, limits: limits, to: &buffer)
            buffer.raw("}")
        }
        buffer.raw("]")
    }

    private static func append(_ value: SpanAttribute, limits: SpanLimits, to buffer: inout JSONBuffer) {
        let limit = limits.textBytes
        switch value {
        case .int32(let value): append(Int64(value), to: &buffer)
        case .int64(let value): append(value, to: &buffer)
        case .double(let value): append(value, to: &buffer)
        case .bool(let value): append(value, to: &buffer)
        case .string(let value): append(value, limit: limit, to: &buffer)
        case .stringConvertible(let value): append(String(describing: value), limit: limit, to: &buffer)
        case .int32Array(let values): appendArray(values, to: &buffer) { append(Int64($0), to: &$1) }
        case .int64Array(let values): appendArray(values, to: &buffer) { append($0, to: &$1) }
        case .doubleArray(let values): appendArray(values, to: &buffer) { append($0, to: &$1) }
        case .boolArray(let values): appendArray(values, to: &buffer) { append($0, to: &$1) }
        case .stringArray(let values): appendArray(values, to: &buffer) { append($0, limit: limit, to: &$1) }
        case .stringConvertibleArray(let values):
            appendArray(values, to: &buffer) { append(String(describing: $0), limit: limit, to: &$1) }
        // The library asks for a default: it may add kinds. Null is what OTLP has for "no value".
        default: buffer.raw("{}")
        }
    }

    private static func append(_ value: Int64, to buffer: inout JSONBuffer) {
        buffer.raw("{\"intValue\":\"")
        buffer.number(value)
        buffer.raw("\"}")
    }

    private static func append(_ value: Bool, to buffer: inout JSONBuffer) {
        buffer.raw(value ? "{\"boolValue\":true}" : "{\"boolValue\":false}")
    }

    private static func append(_ value: String, limit: Int, to buffer: inout JSONBuffer) {
        buffer.raw("{\"stringValue\":")
        buffer.string(value, limit: limit)
        buffer.raw("}")
    }

    /// JSON has no word for NaN and infinities; protobuf's JSON mapping writes them as strings.
    private static func append(_ value: Double, to buffer: inout JSONBuffer) {
        buffer.raw("{\"doubleValue\":")
        if value.isNaN {
            buffer.raw("\"NaN\"")
        } else if value.isInfinite {
            buffer.raw(value < 0 ? "\"-Infinity\"" : "\"Infinity\"")
        } else {
            buffer.raw(Array(value.description.utf8))
        }
        buffer.raw("}")
    }

    private static func appendArray<Element>(
        _ values: [Element], to buffer: inout JSONBuffer, element: (Element, inout JSONBuffer) -> Void
    ) {
        buffer.raw("{\"arrayValue\":{\"values\":[")
        for (index, value) in values.enumerated() {
            if index > 0 { buffer.raw(",") }
            element(value, &buffer)
        }
        buffer.raw("]}}")
    }
}
