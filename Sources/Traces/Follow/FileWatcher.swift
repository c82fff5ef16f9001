import Dispatch
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Foundation
#endif

/// Wakes somebody when watched files or the folders around them change, through the kernel's notifications (inotify).
final class FileWatcher: Sendable {
    /// The kernel can notify of changes to all the paths; otherwise somebody has to look now and then.
    let isComplete: Bool
    private let source: Mutex<(any DispatchSourceRead)?>

    init(_ paths: [String], wake: @escaping @Sendable () -> Void) {
        let descriptor = inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC))
        guard descriptor >= 0 else {
            source = Mutex(nil)
            isComplete = false
            return
        }
        var all = true
        for folder in Set(paths.map(FileWatcher.folder)) {
            let events = UInt32(IN_MODIFY | IN_CREATE | IN_MOVED_FROM | IN_MOVED_TO | IN_DELETE | IN_ATTRIB)
            if inotify_add_watch(descriptor, folder, events) < 0 { all = false }
        }
        isComplete = all
        let source = DispatchSource.makeReadSource(
            fileDescriptor: descriptor, queue: DispatchQueue(label: "fusebox.traces.watch"))
        source.setEventHandler {
            var events = [UInt8](repeating: 0, count: 16384)
            while events.withUnsafeMutableBytes({ Glibc.read(descriptor, $0.baseAddress, $0.count) }) > 0 {}
            wake()
        }
        source.setCancelHandler { close(descriptor) }
        source.activate()
        self.source = Mutex(source)
    }

    deinit { source.withLock { $0?.cancel() } }

    private static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }
}
