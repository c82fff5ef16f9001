/// Finds where each of several documents on one line stands, by brackets outside of strings.
enum DocumentSplitter {
    /// The ranges of top-level documents and of whatever else stands between them.
    static func documents(in line: UnsafeBufferPointer<UInt8>) -> [Range<Int>] {
        var documents: [Range<Int>] = []
        var start = 0
        var depth = 0
        var isInString = false
        var place = 0
        func close(at end: Int) {
            if start < end, line[start..<end].contains(where: { !LineTrimming.isBlank($0) }) {
                documents.append(start..<end)
            }
            start = end
        }
        while place < line.count {
            let byte = line[place]
            if isInString {
                if byte == UInt8(ascii: "\\") { place += 1 } else if byte == UInt8(ascii: "\"") { isInString = false }
            } else {
                switch byte {
                case UInt8(ascii: "\""): isInString = true
                case UInt8(ascii: "{"), UInt8(ascii: "["):
                    if depth == 0 { close(at: place) }
                    depth += 1
                case UInt8(ascii: "}"), UInt8(ascii: "]"):
                    depth -= 1
                    if depth <= 0 {
                        depth = 0
                        close(at: place + 1)
                    }
                default: break
                }
            }
            place += 1
        }
        close(at: line.count)
        return documents
    }
}
