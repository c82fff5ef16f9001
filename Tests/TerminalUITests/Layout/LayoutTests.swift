import ResilienceTesting
import Testing
import TerminalUI

@Suite struct LayoutTests {
    @Test(arguments: [
        ([Constraint.fixed(10), .fill()], 30, [10, 20]), ([.fill(), .fill(2)], 30, [10, 20]),
        ([.fill(), .fill(), .fill()], 10, [4, 3, 3]), ([.percent(25), .fill()], 40, [10, 30]),
        ([.min(8), .fill()], 20, [14, 6]), ([.max(5), .fill()], 20, [5, 15]), ([.fixed(10), .fixed(10)], 8, [8, 0]),
        ([.fixed(3), .fixed(3)], 10, [3, 7]), ([.max(4), .max(4)], 20, [4, 16]), ([.fill(0), .fixed(2)], 5, [0, 5]),
        ([.fixed(-3), .percent(900), .fill()], 10, [0, 10, 0]),
    ])
    func partsGetWhatTheyAskForAndTheRestIsShared(constraints: [Constraint], length: Int, parts: [Int]) {
        #expect(Layout.divide(length, constraints) == parts)
    }

    @Test func partsAreNeverNegativeAndSumToTheWhole() {
        var random = SeededGenerator(seed: 5)
        func constraint() -> Constraint {
            let number = Int.random(in: -5...60, using: &random)
            switch Int.random(in: 0..<5, using: &random) {
            case 0: return .fixed(number)
            case 1: return .min(number)
            case 2: return .max(number)
            case 3: return .percent(number)
            default: return .fill(number)
            }
        }
        for _ in 0..<3000 {
            let constraints = (0..<Int.random(in: 1...7, using: &random)).map { _ in constraint() }
            let length = Int.random(in: -3...200, using: &random)
            let gap = Int.random(in: 0...3, using: &random)
            let parts = Layout.divide(length, constraints, gap: gap)
            #expect(parts.allSatisfy { $0 >= 0 })
            #expect(parts.reduce(0, +) == max(0, length - gap * (constraints.count - 1)), "\(constraints) \(length)")
            let rect = Rect(x: 2, y: 3, width: length, height: 4)
            for part in Layout.columns(of: rect, constraints, gap: gap) where !part.isEmpty {
                #expect(part.x >= rect.x && part.maxX <= rect.maxX && part.height == 4)
            }
        }
    }

    @Test func rowsLieOneBelowTheOther() {
        let parts = Layout.rows(of: Rect(x: 1, y: 1, width: 9, height: 10), .fixed(1), .fill(), .fixed(2), gap: 1)
        #expect(parts.map(\.rows) == [1..<2, 3..<8, 9..<11])
        #expect(parts.allSatisfy { $0.columns == 1..<10 })
    }

    @Test func sizesAreReadAndWritten() {
        #expect(Size("120x40") == Size(width: 120, height: 40))
        #expect(Size("80×24") == Size(width: 80, height: 24))
        for text in ["", "80", "80x", "x24", "-1x5", "80x24x1", "0x5", "99999x5", "a x b"] {
            #expect(Size(text) == nil)
        }
        #expect(Size(width: -4, height: 2).width == 0)
    }
}
