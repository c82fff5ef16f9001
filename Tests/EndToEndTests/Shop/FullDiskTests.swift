import Foundation
import Subprocess
import SystemPackage
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A service whose disk is full says so, does nothing by halves, and goes on by itself when there is room again.
@Suite(.serialized, .timeLimit(.minutes(5))) struct FullDiskTests {
    @Test(.enabled(if: SmallDisk.canBeMade, "only root may mount a small disk"))
    func aFullDiskUnderPaymentsLosesNothing() async throws {
        let disk = SmallDisk()
        defer { disk.remove() }
        try await ShopProcess.run(
            ["--rate", "15"], environment: KillStormTests.lease, prepare: { try disk.put(under: "payments", of: $0) }
        ) { shop in
            // Orders are paid for, so the store is there and grows.
            while try await shop.verify().verdict.confirmed < 5 { try Task.checkCancellation() }
            let before = shop.processes["payments"]
            try disk.fill()
            try await shop.waitUntilLog(of: "payments", says: "no room to write")
            let (_, during) = try await shop.verify()
            #expect(during.violations.isEmpty, "\(during.violations)")
            try disk.empty()
            let (code, verdict) = try await shop.settle()
            #expect(code == 0 && verdict.violations.isEmpty && verdict.in_flight == 0, "\(verdict)")
            #expect(verdict.confirmed > during.confirmed)
            // It did not die of it.
            #expect(shop.processes["payments"]?.pid == before?.pid)
        }
    }
}

/// A tmpfs of a few megabytes on which one service of a shop keeps its store.
struct SmallDisk {
    private let folder = FileManager.default.temporaryDirectory.appending(path: "disk-\(UUID().uuidString)")
    private var filler: URL { folder.appending(path: "filler") }

    /// Whether this process may mount.
    static var canBeMade: Bool {
        let disk = SmallDisk()
        defer { disk.remove() }
        return disk.mount()
    }

    private func mount() -> Bool {
        do { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) } catch {
            return false
        }
        return Glibc.mount("tmpfs", folder.path, "tmpfs", 0, "size=8m") == 0
    }

    /// Mounts it, and makes a service's store a link to it; SQLite keeps its journal beside what the link names.
    func put(under service: String, of shop: URL) throws {
        try #require(mount(), "mount: \(String(cString: strerror(errno)))")
        for file in ["\(service).sqlite"] {
            try FileManager.default.createSymbolicLink(
                at: shop.appending(path: file), withDestinationURL: folder.appending(path: file))
        }
    }

    /// Leaves no byte.
    func fill() throws {
        let file = try FileDescriptor.open(
            FilePath(filler.path), .writeOnly, options: [.create, .append], permissions: [.ownerReadWrite])
        defer { try? file.close() }
        let block = [UInt8](repeating: 7, count: 4096)
        while true {
            do { _ = try file.writeAll(block) } catch let error as Errno where error == .noSpace { return }
        }
    }

    /// Gives the room back.
    func empty() throws { try FileManager.default.removeItem(at: filler) }

    func remove() {
        umount2(folder.path, Int32(MNT_DETACH))
        try? FileManager.default.removeItem(at: folder)
    }
}
