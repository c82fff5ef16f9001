import Glibc

/// How many files this process may have open.
enum FileLimit {
    /// Raises the limit as far as the system allows: each endpoint keeps a socket, and the usual soft limit is 1,024.
    static func raise() {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
        limit.rlim_cur = limit.rlim_max
        setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }
}
