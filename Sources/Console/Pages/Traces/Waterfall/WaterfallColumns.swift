import TerminalUI

/// The columns of the waterfall: name, start, duration and bar always; self time and the usual where there is room.
struct WaterfallColumns {
    let label: Rect
    let start: Rect
    let took: Rect
    /// Time in which none of its children ran; empty where it is not shown.
    let own: Rect
    /// How many times its usual it took; empty where it is not shown.
    let usual: Rect
    let bar: Rect

    /// The columns within a row's rectangle.
    init(in rect: Rect, hasUsual: Bool) {
        let width = rect.width
        let numbers = [8, 7, width >= 104 ? 7 : 0, hasUsual && width >= 110 ? 5 : 0]
        let share = width < 70 ? 27 : width < 96 ? 38 : width < 130 ? 42 : 48
        let bar = max(10, width * share / 100)
        let used = bar + numbers.reduce(0) { $0 + ($1 > 0 ? $1 + 1 : 0) } + 1
        label = Rect(x: rect.x, y: rect.y, width: width - used, height: rect.height)
        var x = label.maxX + 1
        func place(_ width: Int) -> Rect {
            defer { x += width > 0 ? width + 1 : 0 }
            return Rect(x: x, y: rect.y, width: width, height: rect.height)
        }
        start = place(numbers[0])
        took = place(numbers[1])
        own = place(numbers[2])
        usual = place(numbers[3])
        self.bar = place(bar)
    }
}
