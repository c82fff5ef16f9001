import Dispatch
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Foundation
#endif

/// Says when something in a folder has been replaced, through the kernel's notifications (inotify). Where the kernel has
/// none left to give, twice a second instead.
enum FolderWatch {
    /// One element at once, then one after each change; changes that come together may be one element.
    /// - Parameter folder: must exist.
    static func changes(in folder: String) -> AsyncStream<Void> {
        let (stream, continuation) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
        if let notices = FolderNotices(of: folder, wake: { continuation.yield() }) {
            continuation.onTermination = { _ in notices.stop() }
        } else {
            let ticking = Task {
                while (try? await Task.sleep(for: .milliseconds(500))) != nil { continuation.yield() }
            }
            continuation.onTermination = { _ in ticking.cancel() }
        }
        continuation.yield()
        return stream
    }
}

/// The kernel's notices of one folder.
private final class FolderNotices: Sendable {
    private let source: Mutex<(any DispatchSourceRead)?>

    /// - Returns: `nil` when the kernel gives none.
    init?(of folder: String, wake: @escaping @Sendable () -> Void) {
        let descriptor = inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC))
        guard descriptor >= 0 else { return nil }
        guard inotify_add_watch(descriptor, folder, UInt32(IN_MOVED_TO | IN_CLOSE_WRITE | IN_DELETE)) >= 0 else {
            close(descriptor)
            return nil
        }
        let source = DispatchSource.makeReadSource(
            fileDescriptor: descriptor, queue: DispatchQueue(label: "shop.folder-watch"))
        source.setEventHandler {
            var events = [UInt8](repeating: 0, count: 4096)
            while events.withUnsafeMutableBytes({ Glibc.read(descriptor, $0.baseAddress, $0.count) }) > 0 {}
            wake()
        }
        source.setCancelHandler { close(descriptor) }
        source.activate()
        self.source = Mutex(source)
    }

    /// No more notices; the descriptor is closed.
    func stop() {
        source.withLock { source in
            source?.cancel()
            source = nil
        }
    }
}
