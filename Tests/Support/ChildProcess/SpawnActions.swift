import CSpawn
import Foundation
import Glibc
import SystemPackage

/// What is done between `fork` and `exec`: see posix_spawn(3).
struct SpawnActions {
    private var actions = posix_spawn_file_actions_t()

    init() { posix_spawn_file_actions_init(&actions) }

    mutating func destroy() { posix_spawn_file_actions_destroy(&actions) }

    mutating func duplicate(_ descriptor: Int32, as number: Int32) {
        posix_spawn_file_actions_adddup2(&actions, descriptor, number)
    }

    mutating func direct(_ output: ChildProcess.Output, as number: Int32, pipe: Int32) {
        switch output {
        case .discarded: posix_spawn_file_actions_addopen(&actions, number, "/dev/null", O_WRONLY, 0)
        case .read: duplicate(pipe, as: number)
        case .file(let path):
            posix_spawn_file_actions_addopen(&actions, number, path, O_WRONLY | O_CREAT | O_APPEND, 0o644)
        }
    }

    mutating func closeEverything(from number: Int32) {
        posix_spawn_file_actions_addclosefrom_np(&actions, number)
    }

    mutating func changeDirectory(to path: String) {
        posix_spawn_file_actions_addchdir_np(&actions, path)
    }

    /// - Returns: the process id.
    mutating func spawn(_ program: String, _ arguments: [String]) throws(Errno) -> Int32 {
        let words = CStrings([program] + arguments)
        let environment = CStrings(ProcessInfo.processInfo.environment.map { $0.key + "=" + $0.value })
        var id: pid_t = 0
        let error = posix_spawnp(&id, program, &actions, nil, words.pointers, environment.pointers)
        guard error == 0 else { throw Errno(rawValue: error) }
        return id
    }
}

/// An array of C strings that ends with `NULL`.
private struct CStrings: ~Copyable {
    let pointers: [UnsafeMutablePointer<CChar>?]

    init(_ words: [String]) { pointers = words.map { strdup($0) } + [nil] }

    deinit { for pointer in pointers { free(pointer) } }
}
