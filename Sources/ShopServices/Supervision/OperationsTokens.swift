import Foundation
import SystemPackage

/// Makes the two tokens of the Operations API, unless they are there: a shop's tokens outlive its restarts.
enum OperationsTokens {
    /// - Throws: what the file system says.
    static func make(_ files: ShopFiles) throws {
        for path in [files.operatorToken, files.viewerToken] {
            var random = SystemRandomNumberGenerator()
            try make(path, using: &random)
        }
    }

    static func make(_ path: String, using random: inout some RandomNumberGenerator) throws {
        let token = (0..<4).map { _ in
            let word = String(random.next(), radix: 16)
            return String(repeating: "0", count: 16 - word.count) + word
        }.joined()
        // Written under another name first, so that nobody reads half a token, and readable by nobody else from its first
        // moment on.
        let draft = path + ".new"
        try? FileManager.default.removeItem(atPath: draft)
        guard !FileManager.default.fileExists(atPath: path) else { return }
        let file = try FileDescriptor.open(
            FilePath(draft), .writeOnly, options: [.create, .exclusiveCreate, .closeOnExec],
            permissions: [.ownerReadWrite])
        try file.closeAfter { _ = try file.writeAll((token + "\n").utf8) }
        try FileManager.default.moveItem(atPath: draft, toPath: path)
    }
}
