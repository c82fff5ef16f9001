/// How much of a line something wants.
public enum Constraint: Sendable, Hashable {
    /// Exactly so many cells.
    case fixed(Int)
    /// At least so many; shares what is left over.
    case min(Int)
    /// Shares what is left over, up to so many.
    case max(Int)
    /// So many hundredths of the whole.
    case percent(Int)
    /// Shares what is left over, by weight.
    case fill(Int = 1)
}

/// Divides a length between parts: never negative, and all of it.
///
/// Parts get what they ask for from left to right as long as there is room; what is then left over goes to `fill`, `min`
/// and `max` parts by weight (`min` and `max` weigh 1), or to the last part where there are none.
public enum Layout {
    /// The lengths of the parts; their sum is `length`, as long as there is at least one part.
    /// - Parameter gap: cells between two parts, taken from `length` first (they are not part of the sum).
    public static func divide(_ length: Int, _ constraints: [Constraint], gap: Int = 0) -> [Int] {
        guard !constraints.isEmpty else { return [] }
        let gaps = Swift.max(0, gap) * (constraints.count - 1)
        let whole = Swift.max(0, length - gaps)
        var left = whole
        var parts = constraints.map { constraint in
            let taken = Swift.min(left, Swift.max(0, base(of: constraint, whole: whole)))
            left -= taken
            return taken
        }
        share(left, among: constraints, parts: &parts)
        return parts
    }

    /// Side by side, left to right.
    public static func columns(of rect: Rect, _ constraints: Constraint..., gap: Int = 0) -> [Rect] {
        columns(of: rect, constraints, gap: gap)
    }

    /// Side by side, left to right.
    public static func columns(of rect: Rect, _ constraints: [Constraint], gap: Int = 0) -> [Rect] {
        var x = rect.x
        return divide(rect.width, constraints, gap: gap).map { width in
            defer { x = Swift.min(x + width + gap, rect.maxX) }
            return Rect(x: x, y: rect.y, width: width, height: rect.height)
        }
    }

    /// One below the other, from the top.
    public static func rows(of rect: Rect, _ constraints: Constraint..., gap: Int = 0) -> [Rect] {
        rows(of: rect, constraints, gap: gap)
    }

    /// One below the other, from the top.
    public static func rows(of rect: Rect, _ constraints: [Constraint], gap: Int = 0) -> [Rect] {
        var y = rect.y
        return divide(rect.height, constraints, gap: gap).map { height in
            defer { y = Swift.min(y + height + gap, rect.maxY) }
            return Rect(x: rect.x, y: y, width: rect.width, height: height)
        }
    }

    private static func base(of constraint: Constraint, whole: Int) -> Int {
        switch constraint {
        case .fixed(let count), .min(let count): count
        case .percent(let hundredths): whole * Swift.min(100, Swift.max(0, hundredths)) / 100
        case .max, .fill: 0
        }
    }

    private static func share(_ rest: Int, among constraints: [Constraint], parts: inout [Int]) {
        var left = rest
        // Parts with a limit first: what they cannot take goes to the others.
        while left > 0 {
            let growing = constraints.indices.filter { weight(of: constraints[$0], now: parts[$0]) > 0 }
            let total = growing.reduce(0) { $0 + weight(of: constraints[$1], now: parts[$1]) }
            guard total > 0 else { break }
            var given = 0
            for index in growing {
                let room = limit(of: constraints[index]).map { $0 - parts[index] } ?? left
                let fair = left * weight(of: constraints[index], now: parts[index]) / total
                let more = Swift.min(room, fair)
                parts[index] += more
                given += more
            }
            left -= given
            if given == 0 {
                // Fewer cells than parts: one each, from the left.
                for index in growing.prefix(left) { parts[index] += 1 }
                left -= Swift.min(left, growing.count)
            }
        }
        parts[parts.count - 1] += left
    }

    private static func weight(of constraint: Constraint, now: Int) -> Int {
        switch constraint {
        case .fill(let weight): Swift.max(0, weight)
        case .min: 1
        case .max(let limit): now < limit ? 1 : 0
        case .fixed, .percent: 0
        }
    }

    private static func limit(of constraint: Constraint) -> Int? {
        if case .max(let limit) = constraint { return limit }
        return nil
    }
}
