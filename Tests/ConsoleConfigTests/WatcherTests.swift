import Synchronization
import Testing

@testable import ConsoleConfig

struct WatcherTests {
    private let path = "/etc/fusebox/config.json"

    @Test func aChangedFileIsReadOnceItHasBeenTheSameForTwoLooks() async throws {
        let files = ScriptedFiles([path: "{ theme: 'dark' }"])
        let watcher = watcher(files) { look in
            switch look {
            case 3: files.write("{ theme: 'li", to: path)
            case 4: files.write("{ theme: 'light' }", to: path)
            case 8: throw CancellationError()
            default: break
            }
        }
        #expect(await watcher.next()?.config?.theme == .light)
        #expect(await watcher.next() == nil)
    }

    @Test func aMistakeIsDeliveredAndSoIsItsRepair() async {
        let files = ScriptedFiles([path: "{ theme: 'dark' }"])
        let watcher = watcher(files) { look in
            switch look {
            case 2: files.write("{ theme: 'darker' }", to: path)
            case 6: files.write("{ theme: 'dark' }", to: path)
            case 10: throw CancellationError()
            default: break
            }
        }
        var seen: [String] = []
        for await reading in watcher.readings {
            seen.append(reading.config?.theme.rawValue ?? "\(reading.mistakes.count) mistake")
        }
        #expect(seen == ["1 mistake", "dark"])
    }

    @Test func aFileThatIsReplacedByRenamingIsNotMissedForAMoment() async {
        let files = ScriptedFiles([path: "{ theme: 'dark' }"])
        let watcher = watcher(files) { look in
            switch look {
            case 3: files.remove(path)
            case 4: files.write("{ theme: 'light' }", to: path)
            case 9: throw CancellationError()
            default: break
            }
        }
        #expect(await watcher.next()?.config?.theme == .light)
        #expect(await watcher.next() == nil)
    }

    @Test func aFileThatStaysAwayIsSaidToBeGoneAndReadWhenItIsBack() async {
        let files = ScriptedFiles([path: "{ theme: 'dark' }"])
        let watcher = watcher(files) { look in
            switch look {
            case 3: files.remove(path)
            case 7: files.write("{ theme: 'dark' }", to: path)
            case 12: throw CancellationError()
            default: break
            }
        }
        #expect(await watcher.next()?.mistakes.map(\.code) == [.unreadable])
        #expect(await watcher.next()?.config?.theme == .dark)
        #expect(await watcher.next() == nil)
    }

    @Test func aFileThatWasOnlyTouchedIsNoNews() async {
        let files = ScriptedFiles([path: "{ theme: 'dark' }"])
        let watcher = watcher(files) { look in
            if look == 3 { files.write("{ theme: 'dark' }", to: path) }
            if look == 8 { throw CancellationError() }
        }
        #expect(await watcher.next() == nil)
    }

    @Test func aChangeBetweenTheFirstReadingAndTheFirstLookIsFound() async {
        let files = ScriptedFiles([path: "{ theme: 'dark' }"])
        let watcher = watcher(files) { look in
            if look == 1 { files.write("{ theme: 'light' }", to: path) }
            if look == 8 { throw CancellationError() }
        }
        #expect(await watcher.next()?.config?.theme == .light)
    }

    @Test func aCancelledTaskLooksNoMore() async {
        let files = ScriptedFiles([path: "{ theme: 'dark' }"])
        let reader = ConfigReader(environment: [:], fileSystem: files.system)
        let watcher = ConfigWatcher(after: reader.read(path: path), reader: reader, interval: .seconds(3_600))
        let task = Task { await watcher.next() }
        task.cancel()
        #expect(await task.value == nil)
    }

    @Test func aRealFileThatAnEditorReplacesIsTaken() async throws {
        let folder = try TemporaryFolder()
        try folder.write("{ theme: 'dark' }", to: "config.json")
        let path = folder.path("config.json")
        let reader = ConfigReader(environment: [:])
        let looks = Mutex(0)
        let watcher = ConfigWatcher(after: reader.read(path: path), reader: reader) {
            let look = looks.withLock { looks in
                looks += 1
                return looks
            }
            if look == 3 {
                try folder.write("{ theme: 'light' }", to: "config.json~")
                try folder.rename("config.json~", to: "config.json")
            }
            if look == 50 { throw CancellationError() }
        }
        #expect(await watcher.next()?.config?.theme == .light)
    }

    /// A watcher that calls `script` with the number of each look, from 1, before it looks.
    private func watcher(
        _ files: ScriptedFiles, _ script: @escaping @Sendable (_ look: Int) throws -> Void
    ) -> ConfigWatcher {
        let reader = ConfigReader(environment: [:], fileSystem: files.system)
        let looks = Mutex(0)
        return ConfigWatcher(after: reader.read(path: path), reader: reader) {
            try script(
                looks.withLock { looks in
                    looks += 1
                    return looks
                })
        }
    }
}
