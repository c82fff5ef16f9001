/// An array in chunks: growing never moves what is there, and a copy shares every chunk until one of the two is changed,
/// so that a snapshot of a large table costs one pointer a chunk and a change costs one chunk.
struct ChunkedArray<Element: Sendable>: Sendable {
    private static var shift: Int { 10 }
    private static var size: Int { 1 << shift }
    private static var mask: Int { size - 1 }

    private var chunks: [ContiguousArray<Element>] = []
    private(set) var count = 0

    init() {}

    /// Bytes of memory in use.
    var memory: Int { chunks.count * (Self.size * MemoryLayout<Element>.stride + 40) }

    @inline(__always) subscript(place: Int) -> Element {
        get { chunks[place >> Self.shift][place & Self.mask] }
        _modify { yield &chunks[place >> Self.shift][place & Self.mask] }
    }

    @inline(__always) mutating func append(_ element: Element) {
        if count & Self.mask == 0 {
            var chunk = ContiguousArray<Element>()
            chunk.reserveCapacity(Self.size)
            chunks.append(chunk)
        }
        chunks[count >> Self.shift].append(element)
        count += 1
    }
}
