import Dispatch
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Foundation
#endif

/// Wakes somebody when watched files or the folders around them change, through the kernel's notifications (inotify).
/// Where those cannot be had, somebody has to look by themselves now and then.
final class FileWatcher: Sendable {
    private struct State {
        /// Paths that the kernel notifies of, with what they were when it was asked.
        var watched: [String: LogFile.Identity?] = [:]
        var isComplete = true
    }

    private let descriptor: Int32
    private let source: Mutex<(any DispatchSourceRead)?>
    private let state = Mutex(State())

    init(wake: @escaping @Sendable () -> Void) {
        let descriptor = inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC))
        self.descriptor = descriptor
        guard descriptor >= 0 else {
            source = Mutex(nil)
            return
        }
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

    /// The kernel notifies of all changes to the paths that were named last.
    var isComplete: Bool { descriptor >= 0 && state.withLock { $0.isComplete } }

    /// Names the files to watch. Folders are watched for files that appear, files for what is written to them, also
    /// through symbolic links. Asking again for the same costs a look at each path.
    func watch(_ paths: [String]) {
        guard descriptor >= 0 else { return }
        state.withLock { state in
            state.isComplete = true
            for path in Set(paths.map(FileWatcher.folder) + paths) {
                let identity = LogFile.facts(at: path)?.identity
                if let known = state.watched[path], known == identity, identity != nil { continue }
                let isWatched = inotify_add_watch(descriptor, path, FileWatcher.events) >= 0
                state.watched[path] = isWatched ? .some(identity) : nil
                // A missing file is no gap as long as its folder is watched.
                let isFolder = !paths.contains(path)
                if isFolder, !isWatched || NetworkFileSystem.holds(path) { state.isComplete = false }
            }
        }
    }

    private static let events = UInt32(
        IN_MODIFY | IN_CREATE | IN_MOVED_FROM | IN_MOVED_TO | IN_DELETE | IN_ATTRIB | IN_MOVE_SELF | IN_DELETE_SELF)

    private static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }
}
