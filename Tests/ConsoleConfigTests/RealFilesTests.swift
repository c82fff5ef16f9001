import Foundation
import Testing

@testable import ConsoleConfig

struct RealFilesTests {
    @Test func aTokenFileThatEverybodyReadsIsWarnedOfAndAPrivateOneIsNot() throws {
        let folder = try TemporaryFolder()
        try folder.write("t", to: "open.token", permissions: 0o644)
        try folder.write("t", to: "private.token", permissions: 0o600)
        for (file, codes) in [("open.token", [ConfigWarning.Code.worldReadable]), ("private.token", [])] {
            try folder.write("{ theme: 'dark', traceLog: 't', operator: { tokenFile: '\(file)' } }", to: "config.json")
            let reading = ConfigReader(environment: [:]).read(path: folder.path("config.json"))
            #expect(reading.config?.operator.tokenFile == folder.path(file))
            #expect(reading.warnings.map(\.code) == codes)
        }
    }

    @Test func aLinkIsFollowedToWhatItLeadsTo() throws {
        let folder = try TemporaryFolder()
        try folder.write("{ theme: 'light' }", to: "real.json")
        try FileManager.default.createSymbolicLink(
            atPath: folder.path("config.json"), withDestinationPath: "real.json")
        #expect(ConfigReader(environment: [:]).read(path: folder.path("config.json")).config?.theme == .light)
        let live = ConfigFileSystem.live
        #expect(live.status(folder.path("config.json")) == live.status(folder.path("real.json")))
        #expect(live.status(folder.path("nothing")) == nil)
    }

    @Test func aNamedPipeIsRefusedAtOnce() throws {
        let folder = try TemporaryFolder()
        #expect(mkfifo(folder.path("config.json"), 0o600) == 0)
        let reading = ConfigReader(environment: [:]).read(path: folder.path("config.json"))
        #expect(reading.mistakes.map(\.found) == ["a pipe and not a file"])
    }

    @Test func noMoreIsReadThanTheLimit() throws {
        let folder = try TemporaryFolder()
        try folder.write(String(repeating: "x", count: 200_000), to: "large")
        #expect(try ConfigFileSystem.live.read(folder.path("large"), 200_000).count == 200_000)
        #expect(throws: FileProblem.tooLarge(limit: 199_999)) {
            try ConfigFileSystem.live.read(folder.path("large"), 199_999)
        }
    }

    @Test func aReplacedFileIsAnotherOneAndAWrittenOneHasAnotherSizeOrTime() throws {
        let folder = try TemporaryFolder()
        try folder.write("one", to: "a")
        try folder.write("two", to: "b")
        let before = ConfigFileSystem.live.status(folder.path("a"))
        try folder.rename("b", to: "a")
        let after = ConfigFileSystem.live.status(folder.path("a"))
        #expect(before?.inode != after?.inode && before?.size == 3)
        try folder.write("three", to: "a")
        #expect(ConfigFileSystem.live.status(folder.path("a")) != after)
    }
}
