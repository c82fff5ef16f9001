import Glibc
import Synchronization
import TerminalUI

/// Shows the last events, and does what some keys ask for.
actor FixtureApp {
    nonisolated let thread: TerminalThread
    nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

    private let theme: Theme
    private let facts: String
    private var notes: [String] = []
    private var paints = 0
    private var isPrompting = false
    private(set) var nextWake: ContinuousClock.Instant?
    private var sample = ""

    init(thread: TerminalThread, theme: Theme, facts: String) {
        self.thread = thread
        self.theme = theme
        self.facts = facts
    }

    func note(_ text: String) { notes.append(text) }

    func interrupted() -> Bool {
        note("interrupted")
        defer { isPrompting = false }
        return isPrompting
    }

    func woken() {
        nextWake = nil
        note("woken")
    }

    func handle(_ event: InputEvent) {
        switch event {
        case .key(let key): press(key)
        case .mouse(let mouse):
            note("mouse \(mouse.action) \(mouse.point.x),\(mouse.point.y)")
        case .paste(let text): note("paste \(text.count) [\(text.prefix(40))]")
        case .resize(let size): note("resize \(size)")
        case .resumed: note("resumed")
        }
    }

    private func press(_ key: Key) {
        note("key \(key)")
        switch key {
        case .character("q"): thread.stop()
        case .character("!"): fatalError("boom in the actor")  // what this program is for
        case .character("@"): Task.detached { fatalError("boom in a task") }  // what this program is for
        case .character("#"): note("\([1, 2, 3][notes.count + 3])")
        case .character("$"): abort()
        case .character("%"): exit(3)
        case .character("&"): note("\(deep(1))")
        case .character("e"): complain("a line on standard error")
        case .character("w"): sample = "東京|é|👨‍👩‍👧‍👦|🇩🇪|❤️|e\u{301}|\u{1B}[31m|end"
        case .character("p"): isPrompting = true
        case .character("c"): thread.request(.copy("copied"))
        case .character("t"): thread.request(.title("a\u{1B}title"))
        case .character("b"): thread.request(.bell)
        case .character("z"): thread.request(.suspend)
        case .character("r"): thread.request(.redraw)
        case .character("l"): nextWake = .now
        case .character("d"): Task.detached { [self] in await flood() }
        case .character("m"): share()
        default: break
        }
    }

    private func flood() {
        for number in 1...10_000 { sample = "data \(number)" }
        thread.paintSoon()
    }

    /// Takes a lock again and again on the terminal's thread, while another thread does the same.
    private func share() {
        let count = SharedCount()
        Task.detached { [self] in
            count.add(1_000_000)
            await noteTotal(of: count)
        }
        while count.total.withLock({ $0 == 0 }) {}
        count.add(1_000_000)
    }

    private func noteTotal(of count: SharedCount) {
        note("shared \(count.total.withLock { $0 })")
        thread.paintSoon()
    }

    func frame(_ size: Size) -> Frame {
        paints += 1
        var frame = Frame(size, art: theme.art)
        let room = frame.box(frame.area, title: "fixture \(size) \(facts)".styled(theme.title), style: theme.border)
        frame.put(sample, at: room.origin, style: theme.accent)
        for (line, note) in notes.suffix(room.height - 1).enumerated() {
            let style = line == 0 ? theme.good : theme.text
            frame.put(note, at: Point(x: room.x, y: room.y + 1 + line), width: room.width, style: style)
        }
        return frame
    }
}

/// Fills the stack.
@inline(never)
func deep(_ number: Int) -> Int {
    var block = (number, number, number, number, number, number, number, number)
    return withUnsafeMutablePointer(to: &block) { $0.pointee.0 + deep($0.pointee.7 + 1) }
}

/// A number that several threads count up.
private final class SharedCount: Sendable {
    let total = Mutex(0)

    func add(_ times: Int) { for _ in 0..<times { total.withLock { $0 += 1 } } }
}
