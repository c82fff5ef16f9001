/// Memory for the second try at a line that could not be parsed as it stood.
struct LineRescue {
    /// The repaired bytes with room behind them.
    var repaired: [UInt8] = []
    /// Bytes taken out of a wrapper, likewise.
    var unwrapped: [UInt8] = []
    /// A wrapper within a wrapper is not followed.
    /// How many wrappers the current line had.
    var depth = 0
}

extension OTLPReader {
    /// A second and last try at bytes that did not parse: invalid text inside strings is repaired, several documents on
    /// one line are taken one by one, and a container runtime's prefix is taken off.
    mutating func readSpoiled(_ body: UnsafeBufferPointer<UInt8>, error: JSONError) {
        guard body[0] == UInt8(ascii: "{") || body[0] == UInt8(ascii: "[") else {
            if let inner = ContainerPrefix.body(of: body), rescue.depth == 0 {
                rescue.depth += 1
                readBody(inner)
                rescue.depth -= 1
            } else {
                fault = fault ?? .foreign
            }
            return
        }
        var scratch = rescue.repaired
        rescue.repaired = []
        TextRepair.repair(body, into: &scratch, padding: OTLPReader.padding)
        scratch.withUnsafeBufferPointer { buffer in
            let whole = UnsafeBufferPointer(rebasing: buffer[..<(buffer.count - OTLPReader.padding)])
            if case .success(let tape) = parser.parse(whole) {
                walk(tape)
            } else {
                readDocuments(whole, error: error)
            }
        }
        rescue.repaired = scratch
    }

    /// Each of several documents on a line; what is between them and does not parse spoils the line, but not the rest.
    private mutating func readDocuments(_ line: UnsafeBufferPointer<UInt8>, error: JSONError) {
        let documents = DocumentSplitter.documents(in: line)
        guard documents.count > 1 else {
            fault = fault ?? .malformed(error.message)
            return
        }
        for range in documents {
            switch parser.parse(UnsafeBufferPointer(rebasing: line[range])) {
            case .success(let tape): walk(tape)
            case .failure(let error): fault = fault ?? .malformed(error.message)
            }
        }
    }

    /// The line that stood inside a container runtime's JSON.
    mutating func readWrapped(_ text: JSONText) {
        guard rescue.depth == 0 else {
            fault = fault ?? .foreign
            return
        }
        var scratch = rescue.unwrapped
        rescue.unwrapped = []
        scratch.removeAll(keepingCapacity: true)
        scratch.append(contentsOf: text.bytes)
        scratch.append(contentsOf: repeatElement(0, count: OTLPReader.padding))
        wrapped = nil
        rescue.depth += 1
        scratch.withUnsafeBufferPointer { buffer in
            let line = UnsafeBufferPointer(rebasing: buffer[..<(buffer.count - OTLPReader.padding)])
            let body = LineTrimming.trimmed(line)
            if body.count > 0 { readBody(body) }
        }
        rescue.depth -= 1
        rescue.unwrapped = scratch
    }
}

/// The prefix that Kubernetes' container runtimes write before a line: `<time> stdout F {…}`.
enum ContainerPrefix {
    /// What stands behind the prefix; `nil` when there is none.
    static func body(of line: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8>? {
        let fields = line.prefix(80).split(separator: UInt8(ascii: " "), maxSplits: 3, omittingEmptySubsequences: false)
        guard fields.count == 4, (20...40).contains(fields[0].count), fields[0].contains(UInt8(ascii: "T")),
            fields[1].elementsEqual("stdout".utf8) || fields[1].elementsEqual("stderr".utf8),
            fields[2].elementsEqual("F".utf8)
        else { return nil }
        let start = fields[3].startIndex
        return start < line.count ? UnsafeBufferPointer(rebasing: line[start...]) : nil
    }
}
