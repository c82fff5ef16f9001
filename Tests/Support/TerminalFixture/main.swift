import Glibc
import TerminalUI

// A small program on TerminalUI that says what it is told and dies in every way it is asked to.

if CommandLine.arguments.contains("--supervised") { TerminalSupervisor.supervise(runFixture) } else { runFixture() }

func runFixture() {
    let thread = TerminalThread()
    let driver: TerminalDriver
    do {
        driver = try TerminalDriver()
    } catch {
        complain("\(error)")
        exit(2)
    }
    let app = FixtureApp(
        thread: thread, theme: .suggested(for: driver.environment), facts: "\(driver.depth) utf8 \(driver.isUTF8)")
    let ending = thread.run(
        driver: driver,
        handlers: TerminalHandlers(
            started: { size in app.assumeIsolated { $0.note("started \(size)") } },
            input: { event in app.assumeIsolated { $0.handle(event) } },
            interrupted: { app.assumeIsolated { $0.interrupted() } },
            frame: { size in app.assumeIsolated { $0.frame(size) } },
            nextWake: { app.assumeIsolated { $0.nextWake } },
            woken: { app.assumeIsolated { $0.woken() } }))
    print("good bye")
    switch ending {
    case .stopped: exit(0)
    case .signal(let number): TerminalThread.die(of: number)
    }
}

func complain(_ sentence: String) {
    let bytes = Array((sentence + "\n").utf8)
    _ = write(2, bytes, bytes.count)
}
