/// The bytes of a config file and the way from an offset in them to a line and a column.
struct SourceText: Sendable {
    /// The file, without a byte order mark's meaning: a mark stays and is passed over by the parser.
    let bytes: [UInt8]
    /// Offset of the first byte of every line.
    private let lineStarts: [Int]
    /// How many scalars start before every `stride`th byte, so that a file of one endless line costs no more than others.
    private let scalarsBefore: [Int]
    private static let stride = 64

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        var starts = [0]
        var marks: [Int] = []
        var scalars = 0
        for (offset, byte) in bytes.enumerated() {
            if offset % Self.stride == 0 { marks.append(scalars) }
            if byte & 0xC0 != 0x80 { scalars += 1 }
            let next = offset + 1 < bytes.count ? bytes[offset + 1] : 0
            if byte == UInt8(ascii: "\n") || (byte == UInt8(ascii: "\r") && next != UInt8(ascii: "\n")) {
                starts.append(offset + 1)
            }
        }
        lineStarts = starts
        scalarsBefore = marks
    }

    /// Line and column of a byte, both from 1; columns count Unicode scalars, as most editors do.
    /// - Complexity: O(log lines).
    func position(of offset: Int) -> (line: Int, column: Int) {
        let line = lineIndex(of: offset)
        var column = 1 + scalars(before: offset) - scalars(before: lineStarts[line])
        if line == 0 && offset >= 3 && bytes.starts(with: Self.byteOrderMark) { column -= 1 }
        return (line + 1, column)
    }

    /// The place of a byte that belongs to `path`.
    func place(of offset: Int, _ path: KeyPath) -> ConfigPlace {
        let position = position(of: offset)
        return ConfigPlace(path: path.description, line: position.line, column: position.column)
    }

    /// The text of a line counted from 1, without its end; `nil` when there is no such line.
    func line(_ number: Int) -> String? {
        guard number >= 1, number <= lineStarts.count else { return nil }
        let start = lineStarts[number - 1]
        let end = number < lineStarts.count ? lineStarts[number] : bytes.count
        var line = bytes[start..<end]
        while let last = line.last, last == UInt8(ascii: "\n") || last == UInt8(ascii: "\r") { line.removeLast() }
        return String(decoding: line, as: UTF8.self)
    }

    /// Where the bytes stop being UTF-8; `nil` when all of them are.
    var firstInvalidByte: Int? {
        var parser = Unicode.UTF8.ForwardParser()
        var iterator = bytes.makeIterator()
        var offset = 0
        while true {
            switch parser.parseScalar(from: &iterator) {
            case .valid(let scalar): offset += scalar.count
            case .emptyInput: return nil
            case .error: return offset
            }
        }
    }

    static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    private func scalars(before offset: Int) -> Int {
        let end = min(offset, bytes.count)
        guard end > 0 else { return 0 }
        let mark = (end - 1) / Self.stride
        return scalarsBefore[mark] + bytes[mark * Self.stride..<end].count { $0 & 0xC0 != 0x80 }
    }

    private func lineIndex(of offset: Int) -> Int {
        var low = 0
        var high = lineStarts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if lineStarts[middle] <= offset { low = middle } else { high = middle }
        }
        return low
    }
}
