/// Cuts text into clusters, one at a time, so that a clipped line costs only what is drawn of it.
public struct SafeClusters: Sequence, IteratorProtocol {
    private let scalars: String.UnicodeScalarView
    private var index: String.UnicodeScalarView.Index

    private static let joiner: UInt32 = 0x200D
    private static let nonJoiner: UInt32 = 0x200C
    private static let textVariation: UInt32 = 0xFE0E
    private static let emojiVariation: UInt32 = 0xFE0F
    private static let regionalIndicators: ClosedRange<UInt32> = 0x1F1E6...0x1F1FF
    private static let skinTones: ClosedRange<UInt32> = 0x1F3FB...0x1F3FF
    private static let blackFlag: UInt32 = 0x1F3F4
    private static let tags: ClosedRange<UInt32> = 0xE0020...0xE007E
    private static let tagEnd: UInt32 = 0xE007F

    init(_ text: String) {
        scalars = text.unicodeScalars
        index = scalars.startIndex
    }

    /// The next cluster, or `nil` at the end.
    public mutating func next() -> Cluster? {
        guard let base = peek() else { return nil }
        advance()
        let value = base.value
        if value >= 0x20, value < 0x7F, (peek()?.value ?? 0) < 0x300 {
            return Cluster(text: String(base), width: 1, sourceScalars: 1)
        }
        if Self.regionalIndicators.contains(value) { return flag(base) }
        if SafeText.mustEscape(base) {
            let text = SafeText.escape(base)
            return Cluster(text: text, width: text.utf8.count, sourceScalars: 1, isEscape: true)
        }
        var builder = Builder(base)
        while let scalar = peek(), take(scalar, into: &builder) {}
        return builder.cluster
    }

    private func peek() -> Unicode.Scalar? { index < scalars.endIndex ? scalars[index] : nil }
    private mutating func advance() { index = scalars.index(after: index) }

    private mutating func flag(_ first: Unicode.Scalar) -> Cluster {
        guard let second = peek(), Self.regionalIndicators.contains(second.value) else {
            return Cluster(text: String(first), width: 2, sourceScalars: 1)
        }
        advance()
        return Cluster(text: String(first) + String(second), width: 2, sourceScalars: 2)
    }

    /// Takes the scalar into the cluster if it belongs there; `false` where the next cluster begins.
    private mutating func take(_ scalar: Unicode.Scalar, into builder: inout Builder) -> Bool {
        let value = scalar.value
        if value < 0x300 { return false }
        switch value {
        case Self.emojiVariation: builder.presentAsEmoji(scalar)
        case Self.textVariation: builder.drop()
        case Self.joiner where builder.endsInVirama, Self.nonJoiner where builder.endsInVirama: builder.drop()
        case Self.joiner:
            let after = scalars.index(after: index)
            guard builder.isPictographic, builder.hasRoom, after < scalars.endIndex,
                WidthTable.pictographic.contains(scalars[after].value)
            else { return false }
            builder.append(scalar)
            advance()
            builder.append(scalars[index])
        case Self.skinTones where builder.isPictographic && builder.hasRoom: builder.append(scalar)
        case Self.tags where builder.base.value == Self.blackFlag: return takeTags(into: &builder)
        default:
            guard WidthTable.zero.contains(value), !SafeText.mustEscape(scalar) else { return false }
            builder.appendMark(scalar)
        }
        advance()
        return true
    }

    /// The subdivision of a flag: one to six tags and their end, or nothing.
    private mutating func takeTags(into builder: inout Builder) -> Bool {
        var end = index
        var count = 0
        while end < scalars.endIndex, Self.tags.contains(scalars[end].value), count < 7 {
            end = scalars.index(after: end)
            count += 1
        }
        guard end < scalars.endIndex, scalars[end].value == Self.tagEnd, count < 7 else { return false }
        while index <= end {
            builder.append(scalars[index])
            advance()
        }
        return true
    }
}

/// A cluster that grows.
private struct Builder {
    let base: Unicode.Scalar
    let isPictographic: Bool
    private var text: String
    private var width: Int
    private var marks = 0
    private var kept = 1
    private var source = 1
    private(set) var endsInVirama = false

    init(_ base: Unicode.Scalar) {
        self.base = base
        isPictographic = WidthTable.pictographic.contains(base.value)
        width = DisplayWidth.of(base)
        text = String(base)
        if width == 0 {
            text = "\u{25CC}" + text
            width = 1
            marks = 1
        }
    }

    var hasRoom: Bool { kept < SafeText.scalarsPerSequence }

    var cluster: Cluster { Cluster(text: text, width: width, sourceScalars: source) }

    mutating func append(_ scalar: Unicode.Scalar) {
        text.unicodeScalars.append(scalar)
        kept += 1
        source += 1
        endsInVirama = false
    }

    mutating func appendMark(_ scalar: Unicode.Scalar) {
        guard marks < SafeText.marksPerBase else { return drop() }
        marks += 1
        append(scalar)
        endsInVirama = scalar.properties.canonicalCombiningClass == .virama
    }

    mutating func presentAsEmoji(_ scalar: Unicode.Scalar) {
        if width == 1, marks == 0, WidthTable.variation.contains(base.value) {
            width = 2
            append(scalar)
        } else if isPictographic, hasRoom {
            append(scalar)
        } else {
            drop()
        }
    }

    mutating func drop() { source += 1 }
}
