/// Reads the config again whenever its file has changed.
///
/// The path is looked at from time to time, links followed, and compared by device, inode, size and time: that finds
/// editors which write in place, those which replace the file by renaming, switched symbolic links, and files on network
/// file systems, of which the kernel brings no news.
public actor ConfigWatcher {
    private let path: String
    private let reader: ConfigReader
    private let pause: @Sendable () async throws -> Void
    private var watch = FileWatch()
    private var last: ConfigReading

    /// Watches the file that `first` was read from.
    /// - Parameters:
    ///   - first: The reading that holds now; a new one that is no different is not delivered.
    ///   - reader: Reads, and looks, with its own file system.
    ///   - interval: Time between two looks, or up to half as much more, so that a look wakes the machine together with
    ///     others; a change is delivered one to two of them after its last write.
    ///   - clock: Measures the interval.
    public init(
        after first: ConfigReading, reader: ConfigReader, interval: Duration = .seconds(1),
        clock: some Clock<Duration> = ContinuousClock()
    ) {
        self.init(after: first, reader: reader) { try await clock.sleep(for: interval, tolerance: interval / 2) }
    }

    /// Watches as the other does, with a look after each `pause`.
    init(after first: ConfigReading, reader: ConfigReader, pause: @escaping @Sendable () async throws -> Void) {
        path = first.file
        last = first
        self.reader = reader
        self.pause = pause
    }

    /// Each new reading: a config to take over, or mistakes to show while the old config goes on to hold. Looks only
    /// while somebody waits, and ends when that task is cancelled.
    public nonisolated var readings: AsyncStream<ConfigReading> {
        AsyncStream { await self.next() }
    }

    /// The next reading that differs from the last; `nil` after cancellation.
    public func next() async -> ConfigReading? {
        while !Task.isCancelled {
            do { try await pause() } catch { return nil }
            guard watch.look(reader.fileSystem.status(path)) else { continue }
            let reading = reader.read(path: path)
            if reading == last { continue }
            last = reading
            return reading
        }
        return nil
    }
}
