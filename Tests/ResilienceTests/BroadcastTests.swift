import Resilience
import Testing

struct BroadcastTests {
    @Test func everyListenerHearsTheSameInTheSameOrder() async {
        let broadcast = Broadcast<Int>()
        let streams = (0..<3).map { _ in broadcast.listen(beginningWith: -1, buffering: .unbounded) }
        for number in 0..<100 { broadcast.send(number) }
        for stream in streams {
            var heard: [Int] = []
            for await number in stream {
                heard.append(number)
                if number == 99 { break }
            }
            #expect(heard == Array(-1..<100))
        }
    }

    @Test func aSlowListenerHearsTheNewest() async {
        let broadcast = Broadcast<Int>()
        let stream = broadcast.listen()
        for number in 0..<100 { broadcast.send(number) }
        #expect(await stream.first { _ in true } == 99)
    }

    @Test func listeningEndsWithTheBroadcast() async {
        var broadcast: Broadcast<Int>? = Broadcast()
        let stream = broadcast!.listen()
        broadcast!.send(7)
        broadcast = nil
        var heard: [Int] = []
        for await number in stream { heard.append(number) }
        #expect(heard == [7])
    }

    @Test func whoHasLeftIsForgotten() async {
        let broadcast = Broadcast<Int>()
        let listening = Task { for await _ in broadcast.listen() {} }
        while broadcast.count == 0 { await Task.yield() }
        listening.cancel()
        await listening.value
        while broadcast.count > 0 { await Task.yield() }
    }

    /// A listener is cancelled with the runtime's lock on its task held, and told with ours held.
    @Test(.timeLimit(.minutes(2))) func tellingAndCancellingNeverWaitForEachOther() async {
        let broadcast = Broadcast<Int>()
        let telling = Task.detached {
            var number = 0
            while !Task.isCancelled {
                broadcast.send(number)
                number += 1
                if number % 64 == 0 { await Task.yield() }
            }
        }
        for _ in 0..<2_000 {
            await withTaskGroup(of: Void.self) { group in
                for _ in 0..<4 { group.addTask { for await _ in broadcast.listen() {} } }
                await Task.yield()
                group.cancelAll()
            }
        }
        telling.cancel()
        await telling.value
        #expect(broadcast.count == 0)
    }
}
