/// The `traceparent` header of W3C trace context: `VV-TTTT…-PPPP…-FF`, 55 bytes of lowercase hexadecimal.
public enum TraceParent {
    /// The header's name.
    public static let headerName = "traceparent"

    /// Reads a header's value.
    ///
    /// Version `00` must be exactly 55 bytes; of a later version the first 55 are read, and a 56th must be a dash.
    /// - Returns: `nil` when the value is not valid; then a new trace starts and `tracestate` is ignored too.
    public static func parse(_ value: String, state: TraceState = TraceState()) -> TraceContext? {
        let bytes = trimmed(value)
        guard bytes.count >= 55, bytes[2] == dash, bytes[35] == dash, bytes[52] == dash,
            let version = Hexadecimal.number(bytes[0..<2]), version != 0xff,
            let high = Hexadecimal.number(bytes[3..<19]), let low = Hexadecimal.number(bytes[19..<35]),
            let span = Hexadecimal.number(bytes[36..<52]), let flags = Hexadecimal.number(bytes[53..<55]),
            version == 0 ? bytes.count == 55 : (bytes.count == 55 || bytes[55] == dash),
            let traceID = TraceID(high: high, low: low), let spanID = SpanID(span)
        else { return nil }
        return TraceContext(
            traceID: traceID, spanID: spanID, flags: UInt8(truncatingIfNeeded: flags), state: state, isRemote: true)
    }

    /// The header's value for `context`, always version `00`.
    public static func format(_ context: TraceContext) -> String {
        let flags = context.flags < 0x10 ? "0\(context.flags)" : String(context.flags, radix: 16)
        return "00-\(context.traceID)-\(context.spanID)-\(flags)"
    }

    private static let dash = UInt8(ascii: "-")

    /// HTTP's optional white space is blanks and tabs.
    private static func trimmed(_ value: String) -> [UInt8] {
        let blank: (UInt8) -> Bool = { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
        var bytes = value.utf8.drop(while: blank)[...]
        while let last = bytes.last, blank(last) { bytes.removeLast() }
        return Array(bytes)
    }
}
