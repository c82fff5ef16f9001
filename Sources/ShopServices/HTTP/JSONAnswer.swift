import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// Puts values into HTTP answers as JSON with sorted keys.
enum JSONAnswer {
    static func response(
        status: Int, body: some Encodable, contentType: String = "application/json"
    ) throws -> Response {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Response(
            status: HTTPResponse.Status(code: status), headers: [.contentType: contentType],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: try encoder.encode(body))))
    }
}
