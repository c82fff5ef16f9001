/// Reads OTLP JSON lines into columns: one line at a time, in place, without allocating for what it has seen before.
///
/// One reader belongs to one thread. All variants of the formats between producers are read alike: numbers as numbers
/// or strings, enums as numbers or names, ids as hexadecimal digits or base64, keys in either case, lines with or
/// without their wrapper.
public struct OTLPReader: ~Copyable {
    /// Bytes that must be readable after a line that is handed to ``read(_:offset:)``.
    public static let padding = JSONParser.padding

    /// What was read since it was last emptied.
    public var batch = SpanBatch()
    /// The names that the batch's symbols stand for.
    public internal(set) var symbols = SymbolTable()

    /// Attribute keys that were met, for completion.
    public internal(set) var attributeKeys = SymbolTable()
    var shapes = AttributeShapes()
    /// Keys that are kept at most.
    static let attributeKeyLimit = 2000

    let interest: KeyInterest
    let parser = JSONParser()
    var rescue = LineRescue()
    var resources = ResourceMemory()
    var resource = ResourceRecord(namespace: 0, service: 0, instance: 0, version: 0, time: 0)
    var line: UInt32 = 0
    var fault: LineFault?
    /// A container runtime's wrapper around a line, found instead of OTLP.
    var wrapped: JSONText?

    /// Where the current resource's and scope's items stand.
    var resourceItem: Int?
    var scopeItem: Int?
    /// What is wanted in full, and what was found of it.
    var request: DetailRequest?
    var found = LineDetails()

    /// A reader that also looks out for what a mapping names.
    public init(interest: DomainInterest = DomainInterest()) {
        self.interest = KeyInterest(interest)
    }

    /// Starts a new table of names, for when the old one has grown large. The batch must be empty.
    public mutating func forgetNames() {
        symbols = SymbolTable()
        resources.removeAll()
    }

    /// Reads one line, without its line end, into the batch.
    /// - Parameters:
    ///   - line: must be readable for ``padding`` bytes after its end; those are not looked at.
    ///   - offset: where the line starts in its file, kept with what is found.
    public mutating func read(_ line: UnsafeBufferPointer<UInt8>, offset: UInt64) -> LineOutcome {
        let body = LineTrimming.trimmed(line)
        guard body.count > 0 else { return .blank }
        let spans = batch.spans.count
        let logs = batch.logs.count
        let domain = batch.domain.count
        self.line = UInt32(truncatingIfNeeded: batch.lines.count)
        batch.lines.append(SpanBatch.Line(offset: offset, length: UInt32(clamping: line.count)))
        fault = nil
        readBody(body)
        if batch.spans.count == spans, batch.logs.count == logs, batch.domain.count == domain {
            batch.lines.removeLast()
        }
        return fault.map { .bad($0) } ?? .good
    }

    /// Says what would become of a line, without taking anything of it.
    public mutating func tryOut(_ line: UnsafeBufferPointer<UInt8>) -> LineOutcome {
        let kept = batch
        batch = SpanBatch()
        let outcome = read(line, offset: 0)
        batch = kept
        return outcome
    }

    /// Reads trimmed bytes: as one document, else by what may have spoiled it.
    mutating func readBody(_ body: UnsafeBufferPointer<UInt8>) {
        switch parser.parse(body) {
        case .success(let tape): walk(tape)
        case .failure(let error): readSpoiled(body, error: error)
        }
    }

    /// Reads a document from its tape.
    mutating func walk(_ tape: JSONTape) {
        wrapped = nil
        switch tape.kind(JSONTape.root) {
        case JSONTape.Kind.object: walkTopObject(tape, JSONTape.root)
        case JSONTape.Kind.array: walkTopArray(tape)
        default: fault = fault ?? .foreign
        }
        if let wrapped { readWrapped(wrapped) }
    }

    /// Each element of a top-level array, also of arrays within it: brackets are stepped over, so depth costs nothing.
    private mutating func walkTopArray(_ tape: JSONTape) {
        let end = tape.end(JSONTape.root)
        var place = JSONTape.root + 1
        while place < end {
            switch tape.kind(place) {
            case JSONTape.Kind.object:
                walkTopObject(tape, place)
                place = tape.next(place)
            case JSONTape.Kind.array, UInt8(ascii: "]"): place += 1
            default:
                fault = fault ?? .foreign
                place = tape.next(place)
            }
        }
    }

    private mutating func walkTopObject(_ tape: JSONTape, _ object: Int) {
        switch TopShape(tape, object) {
        case .request: walkRequest(tape, object)
        case .resourceItem: walkResourceItem(tape, object)
        case .span:
            resourceItem = nil
            scopeItem = nil
            useResource(tape, nil)
            walkSpan(tape, object)
        case .empty: break
        case .wrapped(let text): wrapped = text
        case .foreign: fault = fault ?? .foreign
        }
    }

    private mutating func walkRequest(_ tape: JSONTape, _ object: Int) {
        let end = tape.end(object)
        var place = object + 1
        while place < end {
            let key = tape.text(place)
            if OTLPKey.isRequest(key) { walkItems(tape, place + 1, key: key) }
            place = tape.next(place + 1)
        }
    }

    private mutating func walkItems(_ tape: JSONTape, _ array: Int, key: JSONText) {
        guard isContainer(tape, array, JSONTape.Kind.array, key) else { return }
        let end = tape.end(array)
        var place = array + 1
        while place < end {
            if isContainer(tape, place, JSONTape.Kind.object, key) { walkResourceItem(tape, place) }
            place = tape.next(place)
        }
    }

    /// A container of this kind stands there. `null` is like absent; anything else is noted as the line's fault.
    mutating func isContainer(_ tape: JSONTape, _ place: Int, _ kind: UInt8, _ key: JSONText) -> Bool {
        let found = tape.kind(place)
        if found == kind { return true }
        if found != JSONTape.Kind.null { fault = fault ?? .wrongType(key.string) }
        return false
    }
}
