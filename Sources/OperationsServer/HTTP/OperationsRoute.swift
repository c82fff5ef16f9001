import Foundation
import HTTPTypes
import Operations

/// What a request asks for.
enum OperationsRoute: Sendable, Hashable {
    case description
    case breakers
    case bulkheads
    case projections
    case deadLetters
    case sagas
    case saga(String)
    case events
    case commands
    case submit
    case command(String)
    case control(String, Control)

    enum Control: String, Sendable, CaseIterable {
        case cancel
        case pause
        case resume
    }

    /// A path under `/ops/v1`, taken apart.
    struct Path: Sendable {
        let text: String
        /// What comes after `/ops/v1`, unescaped; `nil`: it cannot be unescaped.
        let parts: [String]?

        /// - Returns: nil for paths that belong to others.
        init?(_ text: String) {
            guard text == OperationsAPI.path || text.hasPrefix(OperationsAPI.path + "/") else { return nil }
            self.text = text
            let rest = text.dropFirst(OperationsAPI.path.count)
            var parts: [String]? = []
            for part in rest.split(separator: "/", omittingEmptySubsequences: false).dropFirst() {
                guard let plain = String(part).removingPercentEncoding else { parts = nil; break }
                parts?.append(plain)
            }
            // A slash at the end makes no difference.
            if parts?.last == "" { parts?.removeLast() }
            self.parts = parts
        }
    }

    /// The path is known, but not with that method.
    struct MethodRefused: Error {
        /// Methods that are, for the `Allow` header.
        let allowed: String
    }

    /// - Throws: ``Operations/Problem`` with 404; ``MethodRefused``.
    init(_ path: Path, _ method: HTTPRequest.Method) throws {
        let reading: OperationsRoute?
        var writing: OperationsRoute?
        switch path.parts.map({ ($0.count, $0) }) {
        case (0, _)?: reading = .description
        case (1, let parts)?:
            reading = Self.list(parts[0])
            if parts[0] == "commands" { writing = .submit }
        case (2, let parts)? where parts[0] == "sagas" && !parts[1].isEmpty: reading = .saga(parts[1])
        case (2, let parts)? where parts[0] == "commands" && !parts[1].isEmpty: reading = .command(parts[1])
        case (3, let parts)? where parts[0] == "commands" && !parts[1].isEmpty:
            reading = nil
            writing = Control(rawValue: parts[2]).map { .control(parts[1], $0) }
        default: reading = nil
        }
        guard reading != nil || writing != nil else {
            throw Problem(.notFound, "There is nothing here; \(OperationsAPI.path) says what the service offers")
        }
        switch (method, reading, writing) {
        case (.get, let route?, _), (.post, _, let route?): self = route
        default:
            let allowed = [reading.map { _ in "GET" }, writing.map { _ in "POST" }].compactMap(\.self)
                .joined(separator: ", ")
            throw MethodRefused(allowed: allowed)
        }
    }

    private static func list(_ name: String) -> OperationsRoute? {
        switch name {
        case "breakers": .breakers
        case "bulkheads": .bulkheads
        case "projections": .projections
        case "dead-letters": .deadLetters
        case "sagas": .sagas
        case "events": .events
        case "commands": .commands
        default: nil
        }
    }

    /// Whether only operators may ask for it.
    var needsOperator: Bool {
        switch self {
        case .submit, .control: true
        default: false
        }
    }
}
