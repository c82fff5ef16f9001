/// The host and port of an address.
enum HostText {
    /// Takes `host`, `host:port`, `[::1]` or `[::1]:port` apart; the brackets are gone afterwards.
    static func split(_ text: Substring) throws(EndpointAddress.Problem) -> (host: String, port: Int?) {
        var host = text
        var port: Substring?
        if text.first == "[" {
            guard let end = text.firstIndex(of: "]") else {
                throw EndpointAddress.Problem(expected: "\"]\" behind the IPv6 address")
            }
            host = text[..<end].dropFirst()
            let tail = text[end...].dropFirst()
            guard tail.isEmpty || tail.first == ":" else {
                throw EndpointAddress.Problem(expected: "\":\" and a port behind \"]\"")
            }
            port = tail.isEmpty ? nil : tail.dropFirst()
            guard isIPv6(host) else {
                throw EndpointAddress.Problem(expected: "an IPv6 address between \"[\" and \"]\"")
            }
        } else if let colon = text.firstIndex(of: ":") {
            host = text[..<colon]
            port = text[colon...].dropFirst()
            if port?.contains(":") == true {
                throw EndpointAddress.Problem(
                    expected: "brackets around an IPv6 address", nearest: isIPv6(text) ? "[\(text)]" : nil)
            }
        }
        guard text.first == "[" || isName(host) else {
            throw EndpointAddress.Problem(
                expected: host.isEmpty ? "a host" : "a host name (letters, digits, \"-\", \".\") or an IP address")
        }
        return (String(host), try port.map { text throws(EndpointAddress.Problem) in try number(text) })
    }

    private static func number(_ port: Substring) throws(EndpointAddress.Problem) -> Int {
        let digits = !port.isEmpty && port.allSatisfy { $0.isASCII && $0.isNumber }
        guard digits, let number = Int(port), (1...65_535).contains(number) else {
            throw EndpointAddress.Problem(expected: "a port from 1 to 65535")
        }
        return number
    }

    /// A name or an IPv4 address. Letters of any script pass: the resolver knows what it can look up.
    static func isName(_ host: Substring) -> Bool {
        let plain = host.hasSuffix(".") ? host.dropLast() : host
        let labels = plain.split(separator: ".", omittingEmptySubsequences: false)
        let numbers = labels.allSatisfy { !$0.isEmpty && $0.allSatisfy { $0.isASCII && $0.isNumber } }
        if numbers { return labels.count == 4 && labels.allSatisfy { $0.count <= 3 && (Int($0) ?? 256) < 256 } }
        return host.utf8.count <= 253
            && labels.allSatisfy { label in
                !label.isEmpty && label.utf8.count <= 63
                    && label.utf8.allSatisfy {
                        $0 == UInt8(ascii: "-")
                            || (CharacterKind.isIdentifierByte($0) && $0 != UInt8(ascii: "$"))
                    }
            }
    }

    /// RFC 4291 section 2.2: eight groups, one `::` in place of some, IPv4 in place of the last two; a zone may follow.
    static func isIPv6(_ host: Substring) -> Bool {
        let address = host.prefix { $0 != "%" }
        var groups = address.split(separator: ":", omittingEmptySubsequences: false)
        guard groups.count >= 3 else { return false }
        var count = 0
        if let last = groups.last, last.contains(".") {
            guard isName(last) && last.allSatisfy({ $0 == "." || $0.isNumber }) else { return false }
            groups.removeLast()
            count = 2
        }
        let written = groups.filter { !$0.isEmpty }
        count += written.count
        let digits = written.allSatisfy { $0.utf8.count <= 4 && $0.allSatisfy(\.isHexDigit) }
        let loose =
            (address.hasPrefix(":") && !address.hasPrefix("::")) || (address.hasSuffix(":") && !address.hasSuffix("::"))
        guard digits, !loose, !address.contains(":::") else { return false }
        let gaps = address.ranges(of: "::").count
        return gaps == 1 ? count <= 7 : gaps == 0 && count == 8
    }
}
