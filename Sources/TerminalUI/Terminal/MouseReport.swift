/// A mouse report as xterm writes it in mode 1006: `CSI < buttons ; column ; row M` (or `m` where let go).
struct MouseReport {
    let event: MouseEvent

    /// Reads what stands between `<` and the final letter; `nil` where it is no report, or one of something else than
    /// buttons and wheel.
    init?(_ text: String, isRelease: Bool) {
        let numbers = text.split(separator: ";", omittingEmptySubsequences: false).map { Int($0) }
        guard numbers.count == 3, let bits = numbers[0], let column = numbers[1], let row = numbers[2],
            column > 0, row > 0, bits & 32 == 0, let action = Self.action(bits, isRelease: isRelease)
        else { return nil }
        var modifiers: Key.Modifiers = []
        if bits & 4 != 0 { modifiers.insert(.shift) }
        if bits & 8 != 0 { modifiers.insert(.alt) }
        if bits & 16 != 0 { modifiers.insert(.control) }
        event = MouseEvent(action, at: Point(x: column - 1, y: row - 1), modifiers)
    }

    private static func action(_ bits: Int, isRelease: Bool) -> MouseEvent.Action? {
        switch (bits & ~28, isRelease) {
        case (64, false): .wheelUp
        case (65, false): .wheelDown
        case (0, false): .press(.left)
        case (1, false): .press(.middle)
        case (2, false): .press(.right)
        case (0, true): .release(.left)
        case (1, true): .release(.middle)
        case (2, true): .release(.right)
        default: nil
        }
    }
}

/// Tells the second of two quick presses on the same cell.
struct PressCounter {
    /// The most time between two presses that count as one double press.
    static let interval = Duration.milliseconds(400)
    private var last: (event: MouseEvent, at: ContinuousClock.Instant)?

    /// The event, as a double press where it is one. A third press is a single one again.
    mutating func counted(_ event: MouseEvent, at now: ContinuousClock.Instant) -> MouseEvent {
        guard case .press(let button) = event.action else { return event }
        if let last, last.event == event, now - last.at <= Self.interval {
            self.last = nil
            return MouseEvent(.doublePress(button), at: event.point, event.modifiers)
        }
        last = (event, now)
        return event
    }
}
