import Testing

@testable import TerminalUI

@Suite struct DisplayWidthTests {
    /// Widths as Python's wcwidth 0.7.0 gives them (`wcswidth`).
    @Test(arguments: [
        ("", 0), ("hello", 5), ("é", 1), ("e\u{301}", 1), ("東京", 4), ("ｱｲｳ", 3), ("한글", 4),
        ("\u{1112}\u{1161}\u{11AB}", 2), ("👍", 2), ("👍🏽", 2), ("👨‍👩‍👧‍👦", 2), ("🇩🇪", 2), ("🇩🇪🇫🇷", 4), ("🇩", 2),
        ("❤", 1), ("❤️", 2), ("1️⃣", 2), ("✈️", 2), ("☎️", 2), ("🏴󠁧󠁢󠁥󠁮󠁧󠁿", 2), ("🏳️‍🌈", 2), ("नमस्ते", 4), ("ไทย", 3), ("สวัสดี", 4),
        ("Ａ", 2), ("…", 1), ("①", 1), ("─", 1), ("█", 1), ("◆", 1), ("♥", 1), ("Ω", 1), ("\u{A0}", 1), ("ﷺ", 1),
        ("𝒳", 1), ("🧑🏿‍🚀", 2), ("©️", 2), ("a\u{308}\u{323}b", 2), ("தமிழ்", 4),
    ])
    func textIsAsWideAsItIsDrawn(text: String, width: Int) {
        #expect(DisplayWidth.of(text) == width)
    }

    @Test func everyScalarIsAsWideAsInWcwidth070() {
        // Counts and FNV-1a hash over all scalars, computed with Python's wcwidth 0.7.0: controls 0, Mc 1.
        var (wide, zero, hash) = (0, 0, UInt64(0xCBF2_9CE4_8422_2325))
        for value in UInt32(0)...0x10FFFF {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let width = DisplayWidth.of(scalar)
            wide += width == 2 ? 1 : 0
            zero += width == 0 ? 1 : 0
            hash = (hash ^ UInt64(width)) &* 0x100_0000_01B3
        }
        #expect(wide == 182_890)
        #expect(zero == 6306)
        #expect(hash == 0xD61E_859D_3E3D_6613)
    }

    @Test func theTablesAreReadWholeAndNameTheirVersion() {
        #expect(DisplayWidth.unicodeVersion == "17.0.0")
        #expect(WidthTable.wide.count == 125)
        #expect(WidthTable.zero.count == 372)
        #expect(WidthTable.variation.count == 113)
        #expect(WidthTable.pictographic.count == 156)
    }
}
