import Logging

/// One log message with everything that belongs to it.
struct LogLine {
    let time: String
    let level: String
    let label: String
    let message: String
    let metadata: Logger.Metadata
    let trace: TraceContext?

    /// The line for people. Control characters are escaped: a message must not forge a second line.
    var text: [UInt8] {
        var parts = "\(time) \(level) \(label): \(Self.oneLine(message))"
        for key in metadata.keys.sorted() {
            parts += " \(Self.oneLine(key))=\(Self.oneLine(metadata[key]?.description ?? ""))"
        }
        if let trace { parts += " trace_id=\(trace.traceID) span_id=\(trace.spanID)" }
        return Array(parts.utf8) + [UInt8(ascii: "\n")]
    }

    /// The line for machines.
    var json: [UInt8] {
        var buffer = JSONBuffer()
        buffer.raw("{\"time\":")
        buffer.string(time)
        buffer.raw(",\"level\":")
        buffer.string(level)
        buffer.raw(",\"logger\":")
        buffer.string(label)
        buffer.raw(",\"message\":")
        buffer.string(message)
        if let trace {
            buffer.raw(",\"trace_id\":")
            buffer.string(trace.traceID.description)
            buffer.raw(",\"span_id\":")
            buffer.string(trace.spanID.description)
        }
        if !metadata.isEmpty {
            buffer.raw(",\"metadata\":")
            Self.append(metadata, to: &buffer)
        }
        buffer.raw("}\n")
        return buffer.bytes
    }

    private static func append(_ metadata: Logger.Metadata, to buffer: inout JSONBuffer) {
        buffer.raw("{")
        for (index, key) in metadata.keys.sorted().enumerated() {
            if index > 0 { buffer.raw(",") }
            buffer.string(key)
            buffer.raw(":")
            append(metadata[key] ?? "", to: &buffer)
        }
        buffer.raw("}")
    }

    private static func append(_ value: Logger.MetadataValue, to buffer: inout JSONBuffer) {
        switch value {
        case .dictionary(let metadata): append(metadata, to: &buffer)
        case .array(let values):
            buffer.raw("[")
            for (index, value) in values.enumerated() {
                if index > 0 { buffer.raw(",") }
                append(value, to: &buffer)
            }
            buffer.raw("]")
        case .string(let text): buffer.string(text)
        case .stringConvertible(let value): buffer.string(String(describing: value))
        }
    }

    private static func oneLine(_ text: String) -> String {
        let isControl: (Unicode.Scalar) -> Bool = { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) }
        guard text.unicodeScalars.contains(where: isControl) else { return text }
        return text.unicodeScalars.reduce(into: "") { line, scalar in
            line += isControl(scalar) ? scalar.escaped(asASCII: true) : String(scalar)
        }
    }
}
