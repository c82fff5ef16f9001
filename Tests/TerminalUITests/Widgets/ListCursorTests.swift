import ResilienceTesting
import Testing
import TerminalUI

@Suite struct ListCursorTests {
    private func cursor(on item: Int, in items: [Int], height: Int = 5) -> ListCursor<Int> {
        var cursor = ListCursor<Int>()
        cursor.follow(items, height: height)
        cursor.select(item)
        cursor.follow(items, height: height)
        return cursor
    }

    @Test func anEmptyListHasNoChoiceAndTheFirstItemThatComesIsChosen() {
        var cursor = ListCursor<Int>()
        cursor.follow([], height: 5)
        #expect(cursor.selected == nil)
        cursor.follow([7, 8], height: 5)
        #expect(cursor.selected == 7 && cursor.row == 0 && cursor.top == 0)
        cursor.follow([], height: 5)
        #expect(cursor.selected == nil)
    }

    @Test func rowsThatArriveAboveLeaveTheChoiceAndItsLineOnTheScreen() {
        let items = Array(0..<50)
        var cursor = cursor(on: 20, in: items)
        let line = cursor.row - cursor.top
        cursor.follow(Array(-10..<50), height: 5)
        #expect(cursor.selected == 20 && cursor.row == 30 && cursor.row - cursor.top == line)
    }

    @Test func anotherOrderMovesTheRowAndNotTheChoice() {
        let items = Array(0..<50)
        var cursor = cursor(on: 3, in: items)
        cursor.follow(items.reversed(), height: 5)
        #expect(cursor.selected == 3 && cursor.row == 46)
    }

    @Test(arguments: [([0, 1, 2, 4, 5], 4), ([0, 1, 2], 2), ([5, 0, 9], 5), ([100, 101], 101), ([100], 100)])
    func whenTheChosenItemVanishesTheNearestStays(rest: [Int], chosen: Int) {
        var cursor = cursor(on: 3, in: [0, 1, 2, 3, 4, 5])
        cursor.follow(rest, height: 5)
        #expect(cursor.selected == chosen)
    }

    @Test func movesStopAtTheEnds() {
        let items = Array(0..<30)
        var cursor = cursor(on: 0, in: items, height: 10)
        func move(_ move: ListMove) -> Int? {
            cursor.move(move, in: items, height: 10)
            return cursor.selected
        }
        #expect(move(.up()) == 0)
        #expect(move(.down()) == 1)
        #expect(move(.down(5)) == 6)
        #expect(move(.pageDown) == 15)
        #expect(move(.halfPageDown) == 20)
        #expect(move(.end) == 29)
        #expect(move(.down()) == 29)
        #expect(move(.pageUp) == 20)
        #expect(move(.halfPageUp) == 15)
        #expect(move(.row(99)) == 29)
        #expect(move(.home) == 0)
        #expect(move(.screenLine(4)) == 4)
    }

    @Test func theMarginStaysVisibleWhereTheListHasIt() {
        let items = Array(0..<100)
        var cursor = cursor(on: 0, in: items, height: 10)
        for _ in 0..<50 { cursor.move(.down(), in: items, height: 10) }
        #expect(cursor.row == 50 && cursor.top == 43, "two lines below it")
        for _ in 0..<10 { cursor.move(.up(), in: items, height: 10) }
        #expect(cursor.row == 40 && cursor.top == 38, "two lines above it")
    }

    @Test func whateverHappensTheChoiceIsOnTheScreen() {
        var random = SeededGenerator(seed: 21)
        var items = Array(0..<40)
        var cursor = ListCursor<Int>(margin: 3)
        cursor.follow(items, height: 7)
        for step in 0..<3000 {
            let height = Int.random(in: 0...12, using: &random)
            let before = cursor.selected
            switch Int.random(in: 0..<6, using: &random) {
            case 0: items.insert(1000 + step, at: .random(in: 0...items.count, using: &random))
            case 1: if !items.isEmpty { items.remove(at: .random(in: 0..<items.count, using: &random)) }
            case 2: items.shuffle(using: &random)
            case 3:
                cursor.move(
                    [.pageUp, .pageDown, .home, .end].randomElement(using: &random) ?? .home, in: items, height: height)
            case 4: cursor.move(.down(.random(in: -9...9, using: &random)), in: items, height: height)
            default: break
            }
            let chosen = cursor.selected
            cursor.follow(items, height: height)
            if let chosen, items.contains(chosen) { #expect(cursor.selected == chosen) }
            guard let selected = cursor.selected else {
                #expect(items.isEmpty)
                continue
            }
            #expect(items[cursor.row] == selected, "\(String(describing: before))")
            #expect(cursor.top >= 0 && cursor.top <= cursor.row)
            if height > 0 { #expect(cursor.row < cursor.top + height) }
        }
    }

    @Test func aListThatKnowsItsRowsIsAskedInsteadOfSearched() {
        var asked = 0
        var cursor = ListCursor<Int>()
        cursor.follow(count: 1_000_000, height: 20) { $0 }
        cursor.select(900_000)
        cursor.follow(
            count: 1_000_000, height: 20,
            id: {
                asked += 1; return $0
            }, find: { $0 })
        #expect(cursor.row == 900_000)
        #expect(asked < 40)
    }
}
