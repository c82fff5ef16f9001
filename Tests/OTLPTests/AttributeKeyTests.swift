import OTLP
import ResilienceTesting
import Testing

/// The keys that completion offers.
@Suite struct AttributeKeyTests {
    private func line(_ keys: [String]) -> String {
        let attributes = keys.map { #"{"key":"\#($0)","value":{"intValue":1}}"# }.joined(separator: ",")
        return Reading.line(span: Reading.ids + #","name":"n","attributes":[\#(attributes)]"#)
    }

    @Test func aRareKeyAmongManySpansIsMetToo() {
        var lines = Array(repeating: line(["http.request.method", "http.route"]), count: 1000)
        lines[777] = line(["http.request.method", "order.gift_wrap", "http.route"])
        lines[901] = line(["http.route", "http.request.method"])
        let keys = Reading(lines.joined(separator: "\n")).attributeKeys
        #expect(keys == ["http.request.method", "http.route", "order.gift_wrap", "service.name"])
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func everyKeyIsMetWhateverItsLengthAndNeighbours(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let names = (0..<200).map { _ in
            String(
                (0..<Int.random(in: 1...24, using: &random)).map { _ in "abc.".randomElement(using: &random) ?? "x" })
        }
        let lines = (0..<400).map { _ in
            line((0..<Int.random(in: 0...5, using: &random)).compactMap { _ in names.randomElement(using: &random) })
        }
        let whole = Reading(lines.joined(separator: "\n"))
        #expect(whole.attributeKeys == Set(lines.flatMap { Reading($0).attributeKeys }).sorted())
    }
}
