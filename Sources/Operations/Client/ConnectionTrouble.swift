import AsyncHTTPClient
import Foundation
import NIOCore
import NIOPosix

/// What went wrong with a connection, in words.
enum ConnectionTrouble {
    static func words(for error: any Error) -> String {
        switch error {
        case let failures as NIOConnectionError:
            failures.connectionErrors.first.map { words(for: $0.error) } ?? "nobody listens there"
        case let error as IOError: String(cString: strerror(error.errnoCode))
        case let error as HTTPClientError: words(for: error)
        default: HarmlessText.beginning(of: Array("\(error)".utf8), limit: 200)
        }
    }

    private static func words(for error: HTTPClientError) -> String {
        switch error {
        case .connectTimeout: "no connection within 2 s"
        case .remoteConnectionClosed: "the connection was closed before the answer"
        case .invalidURL, .emptyHost, .emptyScheme: "it is not an HTTP address"
        default: error.shortDescription
        }
    }
}

/// What is wrong with an answer, in words.
enum DecodingTrouble {
    static func words(for error: any Error) -> String {
        switch error {
        case DecodingError.keyNotFound(let key, let context): "\(place(context.codingPath + [key])) is missing"
        case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context):
            "\(place(context.codingPath)) is of another type"
        case DecodingError.dataCorrupted(let context) where !context.codingPath.isEmpty:
            "\(place(context.codingPath)) \(context.debugDescription)"
        default: "it is no JSON"
        }
    }

    private static func place(_ path: [any CodingKey]) -> String {
        let words = path.map { key in key.intValue.map { "/\($0)" } ?? "/\(key.stringValue)" }.joined()
        return HarmlessText.beginning(of: Array(words.utf8))
    }
}
