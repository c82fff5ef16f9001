import Instrumentation

/// The places in the source where the spans around this one were started, innermost first.
///
/// Swift's errors carry no stack, and the stack of an `async` function says little about who awaits it. The chain of
/// spans is the caller's chain, so this is what `exception.stacktrace` shows.
final class SourceTrail: Sendable {
    private let span: String
    private let function: String
    private let file: String
    private let line: UInt
    private let caller: SourceTrail?
    private let depth: Int

    /// Deeper chains are cut: a trail is for reading.
    static let depthLimit = 64

    init(span: String, function: String, file: String, line: UInt, caller: SourceTrail?) {
        self.span = span
        self.function = function
        self.file = file
        self.line = line
        self.depth = (caller?.depth ?? 0) + 1
        self.caller = depth > Self.depthLimit ? nil : caller
    }

    /// One line a span: `at function (File.swift:12), span name`.
    var text: String {
        var lines: [String] = []
        var next: SourceTrail? = self
        while let place = next {
            lines.append("at \(place.function) (\(place.file):\(place.line)), span \(place.span)")
            next = place.caller
        }
        return lines.joined(separator: "\n")
    }
}

extension InstrumentationContext {
    var sourceTrail: SourceTrail? {
        get { self[SourceTrailKey.self] }
        set { self[SourceTrailKey.self] = newValue }
    }
}

private enum SourceTrailKey: InstrumentationContextKey {
    typealias Value = SourceTrail
    static var nameOverride: String? { "source-trail" }
}
