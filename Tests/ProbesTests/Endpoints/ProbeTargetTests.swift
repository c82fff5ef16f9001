import Testing

@testable import Probes

@Suite struct ProbeTargetTests {
    @Test(arguments: [
        ("http://127.0.0.1:18081/health", "http", "127.0.0.1", 18_081, "/health"),
        ("http://orders", "http", "orders", 80, "/"),
        ("HTTPS://Orders.Example/a%20b?x=1&y=%2F", "https", "Orders.Example", 443, "/a%20b?x=1&y=%2F"),
        ("http://[::1]:8080/health", "http", "::1", 8_080, "/health"),
        ("tcp://db:5432", "tcp", "db", 5_432, ""),
        ("tcp://[fe80::1]:22/", "tcp", "fe80::1", 22, ""),
        ("unix:/run/app.sock:/health", "unix /run/app.sock", "localhost", 0, "/health"),
        ("unix:///run/app.sock", "unix /run/app.sock", "localhost", 0, "/"),
        ("unix:/run/a:b.sock:/health?x", "unix /run/a:b.sock", "localhost", 0, "/health?x"),
        ("http+unix://%2Frun%2Fapp.sock/health", "unix /run/app.sock", "localhost", 0, "/health"),
    ])
    func targetsAreTakenApart(text: String, kind: String, host: String, port: Int, path: String) throws {
        let target = try ProbeTarget(text)
        let found =
            switch target.kind {
            case .http: "http"
            case .https: "https"
            case .tcp: "tcp"
            case .httpOverUnixSocket(let path): "unix \(path)"
            }
        #expect(found == kind)
        #expect(target.host == host)
        #expect(target.port == port)
        #expect(target.path == path)
        #expect(target.description == text)
    }

    @Test(arguments: [
        ("", "the URL is empty; expected something like http://127.0.0.1:8080/health"),
        ("127.0.0.1:8080/health", "no scheme; expected http://, https://, tcp:// or unix: in front"),
        ("ftp://a/b", "unknown scheme \"ftp\"; expected http, https, tcp or unix"),
        ("http:///health", "no host between \"http://\" and the path"),
        ("http://a b/", "a URL must not contain blanks or control characters"),
        ("http://a:0/", "port 0 is not within 1 to 65535"),
        ("http://a:99999/", "port 99999 is not within 1 to 65535"),
        (
            "http://ada:secret@a/",
            "a user or password must not be written into a URL; use a header from a file or the environment"
        ),
        ("tcp://db", "tcp:// needs a port, as in tcp://db:5432"),
        ("tcp://db:1/x", "tcp:// takes a host and a port only, no path"),
        ("unix:run/app.sock", "a unix socket needs an absolute path, as in unix:/run/app.sock:/health"),
    ])
    func mistakesHaveTheirSentence(text: String, sentence: String) {
        let mistake = #expect(throws: ProbeTargetMistake.self) { try ProbeTarget(text) }
        #expect(mistake?.description == sentence)
        #expect(mistake?.found == text)
    }

    @Test func anAuthorityPutsBracketsAroundIPv6() throws {
        #expect(try ProbeTarget("http://[::1]:1/").authority == "[::1]:1")
        #expect(try ProbeTarget("http://a/").authority == "a:80")
    }
}
