import Foundation
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A file with bearer tokens, one a line. It is read again when it has changed, so that a token can be exchanged while
/// everything runs: write the new one above the old one, and take the old one away later.
public final class TokenFile: Sendable {
    /// Where it is.
    public let path: String
    private let known = Mutex<Known?>(nil)

    private struct Known: Sendable {
        let mark: Mark
        let tokens: [String]
    }

    /// What changes when a file does.
    private struct Mark: Sendable, Hashable {
        let device: UInt64
        let inode: UInt64
        let size: Int64
        let modified: [Int]
    }

    /// A file that need not exist yet.
    public init(path: String) {
        self.path = path
    }

    /// The tokens in it, the newest first: 16 to 512 visible characters each. Empty lines and lines that begin with `#`
    /// are passed over.
    /// - Throws: ``TokenFileError``.
    public func tokens() throws(TokenFileError) -> [String] {
        let mark = try mark()
        if let known = known.withLock({ $0 }), known.mark == mark { return known.tokens }
        let tokens = try read()
        known.withLock { $0 = Known(mark: mark, tokens: tokens) }
        return tokens
    }

    private func mark() throws(TokenFileError) -> Mark {
        var info = stat()
        guard stat(path, &info) == 0 else {
            throw TokenFileError(path: path, reason: String(cString: strerror(errno)))
        }
        guard info.st_mode & S_IFMT == S_IFREG else { throw TokenFileError(path: path, reason: "it is not a file") }
        guard info.st_size <= Self.sizeLimit else {
            throw TokenFileError(path: path, reason: "it has more than \(Self.sizeLimit) bytes")
        }
        #if canImport(Glibc)
            let modified = [
                info.st_mtim.tv_sec, info.st_mtim.tv_nsec, info.st_ctim.tv_sec, info.st_ctim.tv_nsec,
            ]
        #else
            let modified = [info.st_mtimespec.tv_sec, info.st_mtimespec.tv_nsec]
        #endif
        return Mark(
            device: UInt64(truncatingIfNeeded: info.st_dev), inode: UInt64(info.st_ino), size: Int64(info.st_size),
            modified: modified.map { Int($0) })
    }

    private func read() throws(TokenFileError) -> [String] {
        let text: String
        do {
            text = String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
        } catch {
            throw TokenFileError(path: path, reason: "it cannot be read")
        }
        var tokens: [String] = []
        for line in text.split(whereSeparator: \.isNewline) {
            let token = line.trimming { $0 == " " || $0 == "\t" }
            if token.isEmpty || token.hasPrefix("#") { continue }
            guard (16...512).contains(token.utf8.count), token.utf8.allSatisfy({ (33...126).contains($0) }) else {
                throw TokenFileError(path: path, reason: "a token is 16 to 512 visible ASCII characters")
            }
            tokens.append(token)
        }
        guard !tokens.isEmpty else { throw TokenFileError(path: path, reason: "there is no token in it") }
        return tokens
    }

    private static let sizeLimit = 64 * 1_024
}

/// A token file that cannot be used. It never says what is in the file.
public struct TokenFileError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Where it is, or should be.
    public let path: String
    /// What is wrong.
    public let reason: String

    public var description: String { "token file \(path): \(reason)" }
}

extension Substring {
    fileprivate func trimming(_ isPadding: (Character) -> Bool) -> String {
        var rest = self
        while let first = rest.first, isPadding(first) { rest.removeFirst() }
        while let last = rest.last, isPadding(last) { rest.removeLast() }
        return String(rest)
    }
}
