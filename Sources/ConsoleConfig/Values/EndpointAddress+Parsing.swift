extension EndpointAddress {
    /// What is wrong with an address, in words.
    struct Problem: Error, Equatable {
        var expected: String
        var nearest: String?
    }

    /// Takes an address apart as RFC 3986 says, and stricter: no blanks, no fragment, no user, a host always, a port
    /// from 1 to 65535.
    init(_ text: String, schemes: [Scheme]) throws(Problem) {
        let scheme = try Self.scheme(of: text, among: schemes)
        let forbidden = "<>\"`{}|\\^".unicodeScalars
        if let bad = text.unicodeScalars.first(where: { $0.value <= 0x20 || $0.value == 0x7F || forbidden.contains($0) }
        ) {
            throw Problem(expected: "an address without \(ShownText.quoted(String(bad)))")
        }
        if text.contains("#") { throw Problem(expected: "an address without a fragment (\"#\")") }
        self.scheme = scheme
        description = text
        if scheme == .unix {
            host = try SocketPath.plain(text.dropFirst("unix:".count))
            port = 0
            return
        }
        let rest = text.dropFirst(scheme.rawValue.count + "://".count)
        let authority = rest.prefix { $0 != "/" && $0 != "?" }
        let tail = rest.dropFirst(authority.count)
        if authority.contains("@") {
            throw Problem(expected: "an address without a user; a header from a file or the environment logs in")
        }
        if scheme == .httpUnix {
            host = try SocketPath.encoded(authority)
            port = 0
            return
        }
        let (host, port) = try HostText.split(authority)
        if scheme == .tcp {
            if port == nil { throw Problem(expected: "a port, as in tcp://\(authority):5432") }
            if !tail.isEmpty && tail != "/" { throw Problem(expected: "a tcp address that ends with its port") }
        }
        self.host = host
        self.port = port ?? (scheme == .https ? 443 : 80)
    }

    /// `text` fit to be shown: what stands before an `@` may be a password and is left out.
    static func withoutUser(_ text: String) -> String {
        guard let start = text.firstRange(of: "://")?.upperBound else { return text }
        let authority = text[start...].prefix { $0 != "/" && $0 != "?" }
        guard let at = authority.lastIndex(of: "@") else { return text }
        return text[..<start] + "…" + text[at...]
    }

    private static func scheme(of text: String, among schemes: [Scheme]) throws(Problem) -> Scheme {
        let known = schemes.map(\.rawValue).joined(separator: ", ")
        if text.hasPrefix("unix:") && schemes.contains(.unix) { return .unix }
        guard let separator = text.firstRange(of: "://") else {
            let works = schemes.contains(.http) && text.contains { $0 == ":" || $0 == "." || $0 == "/" }
            let guess = works ? (try? EndpointAddress("http://\(text)", schemes: [.http]))?.description : nil
            throw Problem(
                expected: "an address with its scheme in front (\(known))", nearest: guess.map(ShownText.quoted))
        }
        let name = text[..<separator.lowerBound]
        guard let scheme = Scheme(rawValue: String(name)), schemes.contains(scheme) else {
            throw Problem(
                expected: "one of the schemes \(known)",
                nearest: NearestWord.find(String(name), in: schemes.map(\.rawValue)).map { "\($0)://" })
        }
        return scheme
    }
}

extension EndpointAddress {
    /// Reads an address from a command line, by the same rules as in the config.
    /// - Throws: A mistake without a place, which says what was expected.
    public static func read(_ text: String) throws(ConfigMistake) -> EndpointAddress {
        do {
            return try EndpointAddress(text, schemes: .probed)
        } catch {
            throw ConfigMistake(
                code: .wrongValue, place: ConfigPlace(path: "", line: 0, column: 0),
                found: ShownText.quoted(withoutUser(text)), expected: error.expected, nearest: error.nearest)
        }
    }
}
