import ArgumentParser
import Foundation
import ShopServices

/// `shop chaos [TARGET]`: break something for a time, or say what is broken.
struct ChaosCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "chaos", abstract: "Break a service of a running shop for a time; it reverts by itself.",
        discussion: "Without a service it lists what is broken on purpose. A service that is restarted stays broken.")

    @Argument(help: "The service; without one, what is broken is listed.")
    var target: ShopTopology.Service?

    @Option(help: "The shop's directory.")
    var dir = ShopTopology.defaultDirectory

    @Option(help: "The share of requests that are answered 500, 0 to 1.")
    var fail = 0.0

    @Option(help: "What every request waits first, such as 300ms.")
    var latency = Milliseconds(0)

    @Option(help: "What a request waits on top of --latency, at most.")
    var jitter = Milliseconds(0)

    @Flag(help: "Give no answers.")
    var hang = false

    @Flag(help: "Refuse connections.")
    var refuse = false

    @Flag(help: "Die at once; the supervisor starts it again.")
    var crash = false

    @Flag(help: "Put everything right again now.")
    var off = false

    @Option(name: .customLong("for"), help: "How long, such as 30s, 500ms or 2m; an hour at most.")
    var duration = Milliseconds(30_000)

    private var request: ChaosRequest {
        ChaosRequest(
            settings: ChaosSettings(
                failShare: fail, latencyMilliseconds: latency.count, jitterMilliseconds: jitter.count, hangs: hang,
                refuses: refuse), forMilliseconds: duration.count, crashes: crash)
    }

    func validate() throws {
        let breaks = request.settings != .none || crash
        guard target != nil else {
            guard !breaks, !off else { throw ValidationError("say which service") }
            return
        }
        guard breaks || off else {
            throw ValidationError(
                "say what to break: --fail, --latency, --jitter, --hang, --refuse or --crash; or --off")
        }
        guard !(breaks && off) else { throw ValidationError("--off puts everything right: nothing else goes with it") }
        if let mistake = request.mistakes.first { throw ValidationError("\(mistake.key) \(mistake.detail)") }
    }

    func run() async throws {
        do {
            let control = try ShopControl(files: ShopFiles(directory: dir))
            guard let target else {
                list(control)
                return
            }
            if off {
                try await control.stopChaos(at: target)
                print("\(target.rawValue): nothing is broken on purpose")
                return
            }
            try await control.cause(request, at: target)
            if crash { print("\(target.rawValue): crashed") }
            if request.settings != .none { print("\(target.rawValue): \(request.settings), for \(duration)") }
        } catch let error as ShopState.Unreadable {
            throw Ending.unreachable(error.description)
        } catch let error as ShopControl.NotTaken {
            throw Ending.unreachable(error.description)
        }
    }

    private func list(_ control: ShopControl) {
        let broken = control.chaosInForce()
        if broken.isEmpty { print("nothing is broken on purpose") }
        for one in broken {
            print("\(one.service.rawValue): \(one.settings), for another \(one.milliseconds / 1000) s")
        }
    }
}
