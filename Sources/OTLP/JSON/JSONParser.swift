import CSimdJSON

/// simdjson's DOM parser: turns the bytes of one document into a tape, in memory that is used again and again.
final class JSONParser {
    /// Containers inside each other that are read at once; deeper documents are read a second time with more room.
    static let usualDepth = 1024
    /// Bytes that must be readable after a document.
    static let padding = csimdjson_padding()

    private let parser: OpaquePointer?

    init() { parser = csimdjson_create() }

    deinit { csimdjson_destroy(parser) }

    /// The tape of a document, valid until the next call. Nesting is limited by the document's length alone.
    /// - Parameter json: must be readable for ``padding`` bytes after its end.
    func parse(_ json: UnsafeBufferPointer<UInt8>) -> Result<JSONTape, JSONError> {
        guard let base = json.baseAddress, let parser else { return .failure(.outOfMemory) }
        var document = csimdjson_parse(parser, base, json.count, JSONParser.usualDepth)
        if document.error != 0, csimdjson_is_depth_error(document.error) != 0 {
            document = csimdjson_parse(parser, base, json.count, json.count + 1)
        }
        guard document.error == 0, let tape = document.tape, let strings = document.strings else {
            return .failure(JSONError(code: document.error))
        }
        return .success(JSONTape(words: tape, strings: strings))
    }
}

/// Why a document could not be parsed.
struct JSONError: Error, Equatable {
    let code: Int32

    static let outOfMemory = JSONError(code: Int32(CSIMDJSON_OUT_OF_MEMORY))

    /// simdjson's own words.
    var message: String { String(cString: csimdjson_message(code)) }
}
