import Instrumentation
import Logging

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A log handler for swift-log that names the trace and the span a message was logged in.
///
/// Each message is one `write(2)`, so that lines of several threads never mix.
public struct TraceLogHandler: LogHandler {
    public var logLevel: Logger.Level
    public var metadata: Logger.Metadata = [:]
    public var metadataProvider: Logger.MetadataProvider?

    private let label: String
    private let format: LogFormat
    private let now: @Sendable () -> UInt64
    private let write: @Sendable ([UInt8]) -> Void

    /// - Parameters:
    ///   - label: the logger's name.
    ///   - now: nanoseconds since 1970.
    ///   - write: takes a whole line with its newline; standard error by default.
    public init(
        label: String, format: LogFormat = .text, level: Logger.Level = .info,
        metadataProvider: Logger.MetadataProvider? = nil,
        now: @escaping @Sendable () -> UInt64 = { WallClock.nanoseconds() },
        write: @escaping @Sendable ([UInt8]) -> Void = { TraceLogHandler.writeToStandardError($0) }
    ) {
        self.label = label
        self.format = format
        self.logLevel = level
        self.metadataProvider = metadataProvider
        self.now = now
        self.write = write
    }

    public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    public func log(event: LogEvent) {
        var all = metadata
        if let provider = metadataProvider { all.merge(provider.get()) { _, new in new } }
        if let own = event.metadata { all.merge(own) { _, new in new } }
        if let error = event.error { all["error"] = "\(error)" }
        let line = LogLine(
            time: WallClock.text(nanoseconds: now()), level: event.level.rawValue, label: label,
            message: event.message.description, metadata: all, trace: InstrumentationContext.current?.trace)
        write(format == .json ? line.json : line.text)
    }

    /// Writes to file descriptor 2. What cannot be written is lost: there is nowhere left to say so.
    public static func writeToStandardError(_ line: [UInt8]) {
        var rest = line[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(2, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }
}
