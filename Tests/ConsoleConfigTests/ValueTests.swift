import Testing

@testable import ConsoleConfig

struct ValueTests {
    @Test(arguments: [
        ("250ms", 250_000_000), ("5s", 5_000_000_000), ("1m30s", 90_000_000_000), ("1.5h", 5_400_000_000_000),
        ("1d", 86_400_000_000_000), ("0s", 0), ("0.000000001s", 1), ("7us", 7_000), ("7µs", 7_000), ("3ns", 3),
        ("1h0.5s", 3_600_500_000_000),
    ])
    func aDurationIsReadWithItsUnits(text: String, nanoseconds: Int64) {
        #expect(DurationText.parse(text) == .nanoseconds(nanoseconds))
    }

    @Test(arguments: [
        "", "5", "s", "5x", "1s1m", "1s1s", "5 s", "-5s", "+5s", "1.s", ".5s", "1e3s", "٣s", "999999999999999d",
    ])
    func whatIsNoDurationIsNone(text: String) { #expect(DurationText.parse(text) == nil) }

    @Test(arguments: [
        (0, "0s"), (1, "1ns"), (1_500, "1500ns"), (2_000, "2us"), (250_000_000, "250ms"), (1_500_000_000, "1.5s"),
        (90_000_000_000, "1m30s"), (3_600_000_000_000, "1h"), (86_461_000_000_000, "1d1m1s"), (-5, "0s"),
    ])
    func aDurationIsWrittenShort(nanoseconds: Int64, text: String) {
        #expect(DurationText.format(.nanoseconds(nanoseconds)) == text)
    }

    @Test(arguments: [
        ("512MiB", 536_870_912), ("1GB", 1_000_000_000), ("1.5 GiB", 1_610_612_736), ("7b", 7), ("1kb", 1_000),
        ("0.5B", 0), ("2TiB", 2_199_023_255_552),
    ])
    func aSizeIsReadWithItsUnit(text: String, bytes: Int) { #expect(SizeText.parse(text) == bytes) }

    @Test(arguments: ["", "512", "512M", "MiB", "1  MB", "-1B", "1PB", "1MiB ", "999999999999999TiB"])
    func whatIsNoSizeIsNone(text: String) { #expect(SizeText.parse(text) == nil) }

    @Test(arguments: [
        ("http://h", "h", 80), ("https://h/x", "h", 443), ("http://h:8080?x=1", "h", 8_080), ("tcp://h:1/", "h", 1),
        ("http://[::1]:8080/", "::1", 8_080), ("http://[fe80::1%25eth0]/", "fe80::1%25eth0", 80),
        ("http://[::ffff:1.2.3.4]/", "::ffff:1.2.3.4", 80), ("http://1.2.3.4/", "1.2.3.4", 80),
        ("http://dö-main.example./", "dö-main.example.", 80), ("unix:/run/a.sock:/health", "/run/a.sock", 0),
        ("unix:///run/a.sock", "/run/a.sock", 0), ("http+unix://%2Frun%2Fa.sock/x", "/run/a.sock", 0),
        ("http://under_score/", "under_score", 80),
    ])
    func anAddressIsTakenApart(text: String, host: String, port: Int) throws {
        let address = try EndpointAddress.read(text)
        #expect(address.host == host && address.port == port && address.description == text)
    }

    @Test(arguments: [
        "", "h", "http:", "http://", "http:/h", "http:// h/", "http://h\u{7F}/", "http://:80/", "http://h:/",
        "http://h:x/",
        "http://h:-1/", "http://h:65536/", "http://h:٨٠/", "http://[::1", "http://[:::1]/", "http://[1:2:3]/",
        "http://[1:2:3:4:5:6:7:8:9]/", "http://[12345::]/", "http://[::1]x/", "http://[]/", "http://a..b/",
        "http://1.2.3/", "http://1.2.3.999/", "http://-$/", "http://h/#f", "http://u@h/", "ftp://h/", "HTTP://h/",
        "tcp://h", "unix:run", "unix:", "http+unix://h/", "http+unix://%2/", "http+unix://%2Fa%00b/",
    ])
    func whatIsNoAddressIsNone(text: String) { #expect(throws: ConfigMistake.self) { try EndpointAddress.read(text) } }

    @Test(arguments: [
        ("intervall", "interval"), ("itnerval", "interval"), ("Interval", "interval"), ("time_out", "timeout"),
        ("heath", "health"), ("degraded", "degradedAbove"), ("xyz", nil), ("", nil), ("t", nil), ("NOBODY", nil),
    ])
    func theNearestKeyIsFound(word: String, nearest: String?) {
        let known = ["_", "name", "health", "interval", "timeout", "degradedAbove"]
        #expect(NearestWord.find(word, in: known) == nearest)
    }

    @Test func aLineAndAColumnCountScalarsAndEveryKindOfLineEnd() {
        let source = SourceText(Array("aä\r\n👩‍🚀b\rc\nd".utf8))
        #expect(source.position(of: 0) == (1, 1))
        #expect(source.position(of: 3) == (1, 3))
        #expect(source.position(of: 5) == (2, 1))
        #expect(source.position(of: 16) == (2, 4))
        #expect((1...4).map { source.line($0) } == ["aä", "👩‍🚀b", "c", "d"])
        #expect(source.line(5) == nil && source.line(0) == nil)
    }
}
