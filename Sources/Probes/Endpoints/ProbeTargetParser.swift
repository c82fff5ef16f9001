import Foundation

/// Takes a target's text apart. Foundation's `URL` accepts almost anything (a missing host, blanks, a port of 0), so
/// what it found is checked here, and each mistake has its own sentence.
enum ProbeTargetParser {
    struct Parts {
        var kind: ProbeTarget.Kind
        var host: String
        var port: Int
        var path: String
    }

    static func parse(_ text: String) throws(ProbeTargetMistake) -> Parts {
        let mistake = { (sentence: String) in ProbeTargetMistake(found: text, description: sentence) }
        if text.isEmpty { throw mistake("the URL is empty; expected something like http://127.0.0.1:8080/health") }
        if text.unicodeScalars.contains(where: { $0.value <= 0x20 || $0.value == 0x7F }) {
            throw mistake("a URL must not contain blanks or control characters")
        }
        if let unix = try unixSocket(text, mistake) { return unix }
        guard let schemeEnd = text.range(of: "://") else {
            throw mistake("no scheme; expected http://, https://, tcp:// or unix: in front")
        }
        let scheme = text[..<schemeEnd.lowerBound].lowercased()
        guard ["http", "https", "tcp"].contains(scheme) else {
            throw mistake("unknown scheme \"\(scheme)\"; expected http, https, tcp or unix")
        }
        guard let url = URLComponents(string: text) else {
            throw mistake("this is not a URL; expected something like http://127.0.0.1:8080/health")
        }
        if url.user != nil || url.password != nil {
            throw mistake(
                "a user or password must not be written into a URL; use a header from a file or the environment")
        }
        var host = url.host ?? ""
        if host.hasPrefix("[") && host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }
        if host.isEmpty { throw mistake("no host between \"\(scheme)://\" and the path") }
        if let port = url.port, !(1...65_535).contains(port) { throw mistake("port \(port) is not within 1 to 65535") }
        if scheme == "tcp" { return try tcp(url, host, mistake) }
        return Parts(
            kind: scheme == "https" ? .https : .http, host: host, port: url.port ?? (scheme == "https" ? 443 : 80),
            path: requestPath(url))
    }

    private static func tcp(
        _ url: URLComponents, _ host: String, _ mistake: (String) -> ProbeTargetMistake
    ) throws(ProbeTargetMistake) -> Parts {
        guard let port = url.port else { throw mistake("tcp:// needs a port, as in tcp://\(host):5432") }
        guard url.path.isEmpty || url.path == "/", url.query == nil else {
            throw mistake("tcp:// takes a host and a port only, no path")
        }
        return Parts(kind: .tcp, host: host, port: port, path: "")
    }

    /// `unix:/run/app.sock:/health` as nginx and curl users write it, or async-http-client's `http+unix://`.
    private static func unixSocket(
        _ text: String, _ mistake: (String) -> ProbeTargetMistake
    ) throws(ProbeTargetMistake) -> Parts? {
        let socket: String
        var path: String
        if text.hasPrefix("http+unix://") {
            let rest = text.dropFirst("http+unix://".count)
            let end = rest.firstIndex { $0 == "/" || $0 == "?" } ?? rest.endIndex
            guard let decoded = String(rest[..<end]).removingPercentEncoding else {
                throw mistake("the socket's path is not percent-encoded; write unix:/run/app.sock:/health instead")
            }
            socket = decoded
            path = String(rest[end...])
        } else if text.hasPrefix("unix:") {
            var rest = text.dropFirst("unix:".count)
            if rest.hasPrefix("//") { rest = rest.dropFirst(2) }
            let end = rest.range(of: ":/")?.lowerBound ?? rest.endIndex
            socket = String(rest[..<end])
            path = String(rest[end...].dropFirst())
        } else {
            return nil
        }
        guard socket.hasPrefix("/") else {
            throw mistake("a unix socket needs an absolute path, as in unix:/run/app.sock:/health")
        }
        // sun_path of sockaddr_un on Linux.
        guard socket.utf8.count <= 107 else { throw mistake("a unix socket's path has at most 107 bytes") }
        if path.isEmpty { path = "/" }
        if !path.hasPrefix("/") { path = "/" + path }
        return Parts(kind: .httpOverUnixSocket(path: socket), host: "localhost", port: 0, path: path)
    }

    private static func requestPath(_ url: URLComponents) -> String {
        let path = url.percentEncodedPath.isEmpty ? "/" : url.percentEncodedPath
        guard let query = url.percentEncodedQuery else { return path }
        return "\(path)?\(query)"
    }
}
