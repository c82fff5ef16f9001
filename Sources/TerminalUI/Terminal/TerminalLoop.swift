import Glibc

/// What the terminal's thread does between two sleeps.
struct TerminalLoop {
    let driver: TerminalDriver
    let handlers: TerminalHandlers
    private var scheduler = PaintScheduler()
    /// Set after we stopped ourselves: the SIGCONT that ended it has been seen to.
    private var expectsContinue = false

    init(driver: TerminalDriver, handlers: TerminalHandlers) {
        self.driver = driver
        self.handlers = handlers
    }

    mutating func start() {
        handlers.started(driver.size)
        scheduler.paintAtOnce()
    }

    mutating func readInput() {
        for event in driver.events() {
            handlers.input(event)
            scheduler.paintAtOnce()
        }
    }

    /// Does what a signal asks for; `false` where it ends the program.
    mutating func handle(_ signal: Int32) -> Bool {
        switch signal {
        case SIGWINCH: resized()
        case SIGTSTP: suspend()
        case SIGCONT where expectsContinue: expectsContinue = false
        case SIGCONT:
            // Stopped and continued behind our back: what the shell did to the terminal is undone.
            driver.resume()
            resumed()
        case SIGINT where handlers.interrupted(): scheduler.paintAtOnce()
        default: return false
        }
        return true
    }

    mutating func perform(_ request: TerminalRequest) {
        switch request {
        case .suspend: suspend()
        case .redraw:
            driver.perform(request)
            scheduler.paintAtOnce()
        case .bell, .copy, .notify, .title: driver.perform(request)
        }
    }

    /// Paints if it is time to.
    mutating func paintIfDue(hasNewData: Bool, mustPaint: Bool) {
        if hasNewData { scheduler.dataChanged() }
        if mustPaint { scheduler.paintAtOnce() }
        guard scheduler.decision(at: .now) == .paint else { return }
        driver.present(handlers.frame(driver.size))
        scheduler.painted(at: .now)
    }

    /// When the sleep must end though nothing happens.
    var nextDeadline: ContinuousClock.Instant? {
        var deadlines = [handlers.nextWake()].compactMap { $0 }
        if case .wait(let until) = scheduler.decision(at: .now) { deadlines.append(until) }
        return deadlines.min()
    }

    mutating func wakeIfDue() {
        guard let due = handlers.nextWake(), due <= .now else { return }
        handlers.woken()
        scheduler.paintAtOnce()
    }

    private mutating func resized() {
        driver.resize()
        handlers.input(.resize(driver.size))
        scheduler.paintAtOnce()
    }

    private mutating func suspend() {
        driver.suspend()
        expectsContinue = true
        resumed()
    }

    private mutating func resumed() {
        handlers.input(.resize(driver.size))
        handlers.input(.resumed)
        scheduler.paintAtOnce()
    }
}
