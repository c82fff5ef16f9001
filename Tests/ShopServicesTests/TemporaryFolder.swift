import Foundation

@testable import ShopServices

/// A folder that is there for one test.
final class TemporaryFolder: Sendable {
    let files: ShopFiles

    init() {
        let url = FileManager.default.temporaryDirectory.appending(path: "shop-test-\(UUID().uuidString)")
        try? FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        files = ShopFiles(directory: url.path)
    }

    deinit { try? FileManager.default.removeItem(atPath: files.directory) }
}
