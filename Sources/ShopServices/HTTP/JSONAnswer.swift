import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// Puts values into HTTP answers as JSON with sorted keys.
enum JSONAnswer {
    /// - Parameter afterwards: called when the answer has been written.
    static func response(
        status: Int, body: some Encodable, contentType: String = "application/json",
        afterwards: (@Sendable () -> Void)? = nil
    ) throws -> Response {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let buffer = ByteBuffer(bytes: try encoder.encode(body))
        let responseBody =
            if let afterwards {
                ResponseBody(contentLength: buffer.readableBytes) { writer in
                    try await writer.write(buffer)
                    try await writer.finish(nil)
                    afterwards()
                }
            } else {
                ResponseBody(byteBuffer: buffer)
            }
        return Response(
            status: HTTPResponse.Status(code: status), headers: [.contentType: contentType], body: responseBody)
    }
}
