import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Operations

/// Reads a command from a request's body; whatever is wrong with it becomes a problem document that names the place.
struct CommandReader {
    /// Bytes of a body at most.
    let limit: Int

    /// - Throws: ``Operations/Problem`` with 400, 413 or 415.
    func command(from request: Request) async throws -> Command {
        let mediaType = request.headers[.contentType]?.split(separator: ";").first?.lowercased() ?? ""
        guard mediaType == "application/json" else {
            throw Problem(.unsupportedMediaType, "The body must be application/json")
        }
        return try read(try await body(of: request))
    }

    /// Reads a body that says nothing.
    func drain(_ request: Request) async throws {
        _ = try await body(of: request)
    }

    private func body(of request: Request) async throws -> Data {
        var body = ByteBuffer()
        for try await part in request.body {
            guard body.readableBytes + part.readableBytes <= limit else {
                throw Problem(.bodyTooLarge, "The body may have \(limit) bytes at most")
            }
            body.writeImmutableBuffer(part)
        }
        return Data(body.readableBytesView)
    }

    private func read(_ data: Data) throws(Problem) -> Command {
        let command: Command
        do {
            command = try OperationsJSON.value(Command.self, from: data)
        } catch let error as DecodingError {
            throw brokenNumber(in: data) ?? malformed(error)
        } catch {
            throw malformed("", "is not valid JSON")
        }
        try refuseUnknownMembers(data)
        return command
    }

    /// Foundation says of a number that is not whole where a whole one belongs that all of it is no JSON.
    private func brokenNumber(in data: Data) -> Problem? {
        guard let object = try? OperationsJSON.value([String: JSONValue].self, from: data),
            case .number(let number)? = object["expectedRevision"], Int(exactly: number) == nil
        else { return nil }
        return malformed("/expectedRevision", "must be a whole number")
    }

    /// A member that is not known could be one that matters, misspelt: `expectedRevison`.
    private func refuseUnknownMembers(_ data: Data) throws(Problem) {
        guard let object = try? OperationsJSON.value([String: JSONValue].self, from: data) else { return }
        let unknown = object.keys.filter { !Self.members.contains($0) }.sorted()
        guard unknown.isEmpty else {
            throw Problem(
                .validationFailed, "The command has members that are not known",
                errors: unknown.map { Problem.Mistake(pointer: "/" + Self.escaped($0), detail: "is not known here") })
        }
    }

    private static let members: Set<String> = [
        "id", "kind", "target", "arguments", "expectedRevision", "dryRun", "plan", "reason", "actor", "expiresIn",
    ]

    private func malformed(_ error: DecodingError) -> Problem {
        switch error {
        case .typeMismatch(let type, let context): malformed(pointer(context.codingPath), "must be \(words(for: type))")
        case .valueNotFound(let type, let context):
            malformed(pointer(context.codingPath), "must be \(words(for: type))")
        case .keyNotFound(let key, let context): malformed(pointer(context.codingPath + [key]), "is missing")
        case .dataCorrupted(let context) where context.codingPath.isEmpty: malformed("", "is not valid JSON")
        case .dataCorrupted(let context): malformed(pointer(context.codingPath), "cannot be read")
        @unknown default: malformed("", "cannot be read")
        }
    }

    private func malformed(_ pointer: String, _ detail: String) -> Problem {
        Problem(.malformedBody, "The body cannot be read", errors: [.init(pointer: pointer, detail: detail)])
    }

    private func pointer(_ path: [any CodingKey]) -> String {
        path.map { "/" + Self.escaped($0.intValue.map { String($0) } ?? $0.stringValue) }.joined()
    }

    private static func escaped(_ key: String) -> String {
        String(key.prefix(200)).replacing("~", with: "~0").replacing("/", with: "~1")
    }

    private func words(for type: Any.Type) -> String {
        switch type {
        case is String.Type: "a text"
        case is Int.Type: "a whole number"
        case is Double.Type: "a number"
        case is Bool.Type: "true or false"
        default: "an object"
        }
    }
}
