import Foundation

/// File systems that others write to over a network: the kernel does not notify of what they change.
enum NetworkFileSystem {
    private static let types: Set<Substring> = [
        "nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "ceph", "9p", "glusterfs", "lustre", "fuse.sshfs", "fuse.s3fs",
    ]

    /// A path lies on one, as far as the kernel's list of mounts tells.
    static func holds(_ path: String) -> Bool {
        guard let device = LogFile.facts(at: path)?.identity.device,
            let mounts = try? String(contentsOfFile: "/proc/self/mountinfo", encoding: .utf8)
        else { return false }
        return type(ofDevice: device, in: mounts).map { types.contains($0) } ?? false
    }

    /// The type of the file system with a device number, from the lines of `/proc/self/mountinfo`: the third field is
    /// the device, the type stands behind a lone dash.
    static func type(ofDevice device: UInt64, in mounts: String) -> Substring? {
        let major = device >> 8 & 0xFFF | device >> 32 & ~0xFFF
        let minor = device & 0xFF | device >> 12 & ~0xFF
        for line in mounts.split(separator: "\n") {
            let fields = line.split(separator: " ")
            guard fields.count > 3, fields[2] == "\(major):\(minor)",
                let dash = fields.firstIndex(of: "-"), dash + 1 < fields.count
            else { continue }
            return fields[dash + 1]
        }
        return nil
    }
}
