import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// Reads a request's JSON body; whatever is wrong with it becomes a problem document that names the place.
enum RequestBodyReader {
    /// Bytes of a body at most.
    static let sizeLimit = 256 * 1024

    /// - Throws: ``ProblemDocument`` with 413, 415 or 400.
    static func read<Value: Decodable>(_ type: Value.Type, from request: Request) async throws -> Value {
        let mediaType = request.headers[.contentType]?.split(separator: ";").first?.lowercased() ?? ""
        guard mediaType == "application/json" else {
            throw ProblemDocument(
                415, code: "unsupported_media_type", title: "Unsupported media type",
                detail: "The body must be application/json, not \(mediaType.isEmpty ? "unnamed" : mediaType)")
        }
        // One that says so itself is not waited for.
        if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > sizeLimit { throw tooLarge }
        var body = ByteBuffer()
        for try await part in request.body {
            guard body.readableBytes + part.readableBytes <= sizeLimit else { throw tooLarge }
            body.writeImmutableBuffer(part)
        }
        return try decode(type, from: Data(body.readableBytesView))
    }

    private static var tooLarge: ProblemDocument {
        ProblemDocument(
            413, code: "body_too_large", title: "Body too large", detail: "The body may have \(sizeLimit) bytes at most"
        )
    }

    static func decode<Value: Decodable>(_ type: Value.Type, from data: Data) throws(ProblemDocument) -> Value {
        do {
            return try JSONDecoder().decode(type, from: data)
        } catch let error as DecodingError {
            throw problem(error)
        } catch {
            throw malformed("The body is not JSON", at: "")
        }
    }

    private static func problem(_ error: DecodingError) -> ProblemDocument {
        switch error {
        case .typeMismatch(let type, let context):
            malformed("must be \(words(for: type))", at: pointer(context.codingPath))
        case .valueNotFound(let type, let context):
            malformed("must be \(words(for: type)), not null", at: pointer(context.codingPath))
        case .keyNotFound(let key, let context):
            malformed("is missing", at: pointer(context.codingPath + [key]))
        case .dataCorrupted(let context) where context.codingPath.isEmpty:
            malformed("is not valid JSON", at: "")
        case .dataCorrupted(let context):
            malformed(context.debugDescription, at: pointer(context.codingPath))
        @unknown default:
            malformed("cannot be read", at: "")
        }
    }

    private static func malformed(_ detail: String, at pointer: String) -> ProblemDocument {
        ProblemDocument(
            400, code: "malformed_body", title: "Malformed body", detail: "The body cannot be read",
            errors: [ProblemDocument.Mistake(pointer, detail)])
    }

    private static func pointer(_ path: [any CodingKey]) -> String {
        path.map { key in
            let name = key.intValue.map { String($0) } ?? key.stringValue
            return "/" + name.replacing("~", with: "~0").replacing("/", with: "~1")
        }.joined()
    }

    private static func words(for type: Any.Type) -> String {
        switch type {
        case is String.Type: "a string"
        case is Int.Type: "a whole number"
        case is Double.Type: "a number"
        case is Bool.Type: "true or false"
        case is [Any].Type: "an array"
        default: "an object"
        }
    }
}
