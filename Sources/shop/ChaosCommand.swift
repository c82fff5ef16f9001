import ArgumentParser
import Foundation
import ShopServices

/// `shop chaos TARGET`: break something for a time.
struct ChaosCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "chaos", abstract: "Break a service of a running shop for a time; it reverts by itself.")

    @Argument(help: "orders, inventory, payments or shipping.")
    var target: ShopTopology.Service

    @Option(help: "The shop's directory.")
    var dir = ShopTopology.defaultDirectory

    @Option(help: "The share of requests that are answered 500, 0 to 1.")
    var fail = 0.0

    @Option(help: "What every request waits first, such as 300ms.")
    var latency = Milliseconds(0)

    @Flag(help: "Give no answers.")
    var hang = false

    @Flag(help: "Refuse connections.")
    var refuse = false

    @Flag(help: "Die at once; the supervisor starts it again.")
    var crash = false

    @Flag(help: "Put everything right again now.")
    var stop = false

    @Option(name: .customLong("for"), help: "How long, such as 30s, 500ms or 2m; an hour at most.")
    var duration = Milliseconds(30_000)

    func validate() throws {
        guard (0...1).contains(fail) else { throw ValidationError("--fail must be 0 to 1, not \(fail)") }
        guard (1...ChaosRequest.longest).contains(duration.count) else {
            throw ValidationError("--for must be 1ms to 1h")
        }
        guard latency.count <= ChaosRequest.longest else { throw ValidationError("--latency must be at most 1h") }
        guard stop || crash || hang || refuse || fail > 0 || latency.count > 0 else {
            throw ValidationError("say what to break: --fail, --latency, --hang, --refuse or --crash; or --stop")
        }
    }

    func run() async throws {
        let files = ShopFiles(directory: dir)
        let control = try ShopControl(files: files)
        do {
            if stop {
                try await control.stopChaos(at: target)
                print("\(target.rawValue): nothing is broken on purpose")
                return
            }
            let settings = ChaosSettings(
                failShare: fail, latencyMilliseconds: latency.count, hangs: hang, refuses: refuse)
            try await control.cause(
                ChaosRequest(settings: settings, forMilliseconds: duration.count, crashes: crash), at: target)
            print(crash ? "\(target.rawValue): crashed" : "\(target.rawValue): broken for \(duration)")
        } catch let error as ShopControl.Unreachable {
            throw Ending.unreachable(error.description)
        } catch let problem as ProblemDocument {
            throw Ending.usage(problem.description)
        }
    }
}

extension ShopControl {
    /// The shop that runs in a directory, or the ending that says there is none.
    init(files: ShopFiles) throws {
        do {
            self.init(state: try ShopState.read(files))
        } catch {
            throw Ending.unreachable(error.description)
        }
    }
}
