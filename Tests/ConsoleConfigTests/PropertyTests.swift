import ResilienceTesting
import Testing

@testable import ConsoleConfig

struct PropertyTests {
    /// Every path leads to a file that only its owner reads.
    private let reader = ConfigReader(
        environment: ["A_VARIABLE": "a value"],
        fileSystem: ConfigFileSystem(
            read: { _, _ throws(FileProblem) in throw .missing }, status: { _ in FileStatus() }))

    @Test(arguments: 0..<60)
    func anyConfigIsReadAsItWasWritten(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let config = RandomConfig.make(&random)
        let text = PrintedConfig.text(config, random)
        let reading = reader.read(text: text)
        #expect(reading.mistakes == [], "\(text)")
        let difference = reading.config.map { ConfigDifference(from: config, to: $0) }
        let isSame = reading.config == config
        #expect(isSame, "\(difference?.description ?? "unreadable") in \(text)")
    }

    @Test(arguments: 0..<60)
    func aDamagedConfigIsRefusedWithPlacesThatExistOrReadWhole(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let text = PrintedConfig.text(RandomConfig.make(&random), random)
        for _ in 0..<5 {
            let bytes = Mutation.apply(to: Array(text.utf8), &random)
            let reading = reader.read(bytes: bytes, file: "config.json")
            #expect((reading.config == nil) == !reading.mistakes.isEmpty)
            let source = SourceText(bytes)
            for place in reading.mistakes.map(\.place) + reading.warnings.map(\.place) {
                let line = try #require(source.line(place.line), "\(place)")
                #expect(place.column >= 1 && place.column <= line.unicodeScalars.count + 1, "\(place)")
            }
            let places = reading.mistakes.map { [$0.place.line, $0.place.column] }
            #expect(places == places.sorted { $0.lexicographicallyPrecedes($1) })
        }
    }

    @Test(arguments: 0..<40)
    func aWrongValueIsFoundWhereItStandsWhateverElseIsWrong(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let text = PrintedConfig.text(RandomConfig.make(&random), random)
        let extra = #""extra-\#(seed)": 1, "theme": 5, "#
        // A bracket in a comment in front would be taken for the file's own.
        var both = text.hasPrefix(" //") ? String(text.drop { $0 != "\n" }) : text
        let start = try #require(both.firstIndex(of: "{"))
        both.insert(contentsOf: extra, at: both.index(after: start))
        both += "\n// the end"
        let found = reader.read(text: both).mistakes
        #expect(found.contains { $0.code == .unknownKey && $0.found.contains("extra-\(seed)") })
        #expect(found.contains { $0.code == .wrongType && $0.place.path == "theme" && $0.found == "5" })
        #expect(found.contains { $0.code == .duplicateKey && $0.place.path == "theme" })
        #expect(found.count == 3, "\(found)")
    }

    @Test(arguments: 0..<300)
    func anyDurationAndAnySizeIsReadAsItWasWritten(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let bits = Int.random(in: 0...62, using: &random)
        let number = Int64.random(in: 0...(1 << bits), using: &random)
        let duration = Duration.nanoseconds(min(number, 8_000_000_000_000_000_000))
        #expect(DurationText.parse(DurationText.format(duration)) == duration)
        let size = Int(number % (1 << 48)) >> Int.random(in: 0...20, using: &random)
        if SizeText.format(size).prefix(while: \.isNumber).count <= 9 {
            #expect(SizeText.parse(SizeText.format(size)) == size)
        }
    }
}

/// Damage as editors, disks and people do it.
enum Mutation {
    static func apply(to bytes: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
        var bytes = bytes
        let signs = Array("{}[]\",:'/\\*\n\t #=;a0-+.$\u{0}\u{1B}".utf8) + [0xFF, 0xC3, 0xE2]
        for _ in 0..<Int.random(in: 1...4, using: &random) where !bytes.isEmpty {
            let place = Int.random(in: 0..<bytes.count, using: &random)
            switch Int.random(in: 0...5, using: &random) {
            case 0: bytes.remove(at: place)
            case 1: bytes.insert(signs.randomElement(using: &random)!, at: place)
            case 2: bytes[place] = signs.randomElement(using: &random)!
            case 3: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 1...40, using: &random)))
            case 4: bytes.insert(contentsOf: bytes[place..<min(bytes.count, place + 30)], at: place)
            default: bytes.removeSubrange(place...)
            }
        }
        return bytes
    }
}
