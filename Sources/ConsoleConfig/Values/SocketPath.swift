/// The path of a Unix socket inside an address.
enum SocketPath {
    /// Most bytes of a path: `sun_path` of Linux's `sockaddr_un` without its NUL.
    static let longest = 107

    /// Of `unix:/run/app.sock:/health`, what stands between the scheme and `:/`.
    static func plain(_ text: Substring) throws(EndpointAddress.Problem) -> String {
        let path = text.hasPrefix("//") ? text.dropFirst(2) : text
        return try checked(String(path[..<(path.firstRange(of: ":/")?.lowerBound ?? path.endIndex)]))
    }

    /// Of `http+unix://%2Frun%2Fapp.sock/health`, the host, percent-encoded.
    static func encoded(_ text: Substring) throws(EndpointAddress.Problem) -> String {
        var bytes: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            if byte != UInt8(ascii: "%") {
                bytes.append(byte)
                continue
            }
            let digits = rest.prefix(2)
            guard digits.count == 2, let value = UInt8(String(decoding: digits, as: UTF8.self), radix: 16) else {
                throw EndpointAddress.Problem(expected: "two hexadecimal digits after each \"%\"")
            }
            bytes.append(value)
            rest = rest.dropFirst(2)
        }
        return try checked(String(decoding: bytes, as: UTF8.self))
    }

    private static func checked(_ path: String) throws(EndpointAddress.Problem) -> String {
        guard path.hasPrefix("/"), !path.contains("\0") else {
            throw EndpointAddress.Problem(
                expected: "the whole path of a Unix socket, as in unix:/run/app.sock:/health")
        }
        guard path.utf8.count <= longest else {
            throw EndpointAddress.Problem(expected: "a socket's path of at most \(longest) bytes")
        }
        return path
    }
}
