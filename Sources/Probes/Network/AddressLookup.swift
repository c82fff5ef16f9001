import Foundation
import NIOPosix

/// Finds all addresses of a host name. `live` asks the system; a test puts its own answer here.
public struct AddressLookup: Sendable {
    /// Addresses without brackets, none when the name is not known or cannot be looked up.
    public var addresses: @Sendable (_ host: String) async -> Set<String>

    public init(addresses: @escaping @Sendable (_ host: String) async -> Set<String>) { self.addresses = addresses }

    /// `getaddrinfo` on a thread of its own, for it waits for the network.
    public static let live = AddressLookup { host in
        let found = try? await NIOThreadPool.singleton.runIfActive { resolve(host) }
        return found ?? []
    }

    private static func resolve(_ host: String) -> Set<String> {
        var hints = addrinfo()
        hints.ai_socktype = CInt(SOCK_STREAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, nil, &hints, &list) == 0 else { return [] }
        defer { freeaddrinfo(list) }
        var found: Set<String> = []
        var next = list
        while let entry = next?.pointee {
            var text = [CChar](repeating: 0, count: Int(NI_MAXHOST))
            let flags = NI_NUMERICHOST
            if getnameinfo(entry.ai_addr, entry.ai_addrlen, &text, socklen_t(text.count), nil, 0, flags) == 0 {
                let bytes = text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
                found.insert(String(decoding: bytes, as: UTF8.self))
            }
            next = entry.ai_next
        }
        return found
    }
}
