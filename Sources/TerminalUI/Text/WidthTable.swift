/// Which scalars are wide, which have no width, and which emoji sequences start with.
///
/// From the Unicode Character Database, version 17.0.0: EastAsianWidth.txt (W and F), UnicodeData.txt (Mn, Me, Cf,
/// Zl, Zp), HangulSyllableType.txt (V and T jamo), emoji-variation-sequences.txt and emoji-data.txt
/// (Extended_Pictographic), with the choices of Python's wcwidth 0.7.0, so that both give the same numbers. Ambiguous (A) is narrow.
///
/// A table is text: each range is the distance from the end of the one before, and `+` its length less one, in hex.
enum WidthTable {
    /// The version of Unicode that the tables were made from.
    static let unicodeVersion = "17.0.0"

    /// Two columns.
    static let wide = ScalarRanges(
        """
        1100+5f 11bb+1 e+1 bf+3 4 3 20a+1 16+1 1b+7 11+b 2c b+5 4 e 9+1 12+1 6+1 9 6 16 8+1 2 5 3 8 5+1 1d 24 2 5+2 \
        2 3e+2 19 f 35c+1 34 5 32b+19 2+58 d+d5 1b+39 7+e 3+55 5+64 6+2a 2+32 2+29 2+55 a+2f 2+27 9+723c 4+36 49a+1c \
        284+2ba3 215d+1ff 311+9 17+22 2+12 2+3 96+5f 80+6 6ffa+3 f+4 a+1cd5 2a+1f 62+72 21fe+3 2+6 2+1 2+122 10 1e+2 \
        3 f+3 9+18b 2005+56 a+16 1c8e cb bf 3+9 4c+1c e+2b 5+8 8+1 f+5 9b+20 d+8 2+45 2+15 d+2a 5+4 d+10 4 4+46 2 \
        2+ba 3+3e e+3 2+17 13 1b+1 e 57+54 31+45 7 4+2 3+3 4+3 c+1 8+8 e4+b 5 11c+2e 2+9 2+b8 71+c 4+a 4+38 2 5+f \
        3+b 5+9 508+fffd 3+fffd
        """)

    /// No column of their own: marks, joiners, format characters.
    static let zero = ScalarRanges(
        """
        300+6f 114+6 108+2c 2 2+1 2+1 2 49+a 2 2f+14 11 66+6 3+5 3+1 2+3 24 1f+1a 5c+a 3b+8 a 19+3 2+8 2+2 2+4 2c+2 \
        3c+8 2b+17 2+1f 38 2 5+7 5 4+6 b+1 1e 3b 5+3 9 15+1 1b 3+1 3a 5+1 5+1 3+2 4 1f+1 4 c+1 3a 5+4 2+1 5 15+1 \
        17+5 2 3b 3 2+3 9 8+1 c+1 1f 3e d 33 4 38 2+2 6+2 2+3 8+1 c+1 1e 3b 3 7 6+1 15+1 1d+1 3a+1 5+3 9 15+1 1e 49 \
        8+2 2 5b 3+6 d+7 63 3+8 c+6 4a+1 1c 2 2 38+d 2+4 2+1 6+a 2+23 a 67+3 2+5 2+1 3+1 1a+1 5+2 11+3 e 3+1 7 10 \
        c3+9f 15e+2 3b3+2 1e+1 1f+1 1f+1 41+1 2+6 9 3+a a 2e+4 76+1 23 77+2 5+1 a 7+2 dc+1 3 3b 2+6 2 2 3+7 7+9 3 \
        31+2d 3+b 15+3 31 2+4 2 6 29+8 d+1 21+3 3+1 2+2 39 2+1 4 2+2 3b+7 3+1 99+2 2+c 2+6 5 7 4+1 c7+3f 20c+4 19+6 \
        32+f 61+20 bff+2 8e 61+1f 22b+3 6c+1 ca 750b+3 2+9 21+1 51+1 111 4 5 1a+1 6 98+1 1b+11 e 27+7 1a+a 2f+2 31 \
        3+3 3+1 28 44+5 3+1 3+1 d 9 30 34 2+2 3+1 6+1 2 2b+1 9 ef 3 5 2bc3+4f 231f 2e2+f 11+f d0 a1 50+b 202 e3 96+4 \
        687+2 2+1 6+3 29+2 5 a6+1 23e+3 42+4 13e+1 4e+5 47+a 32+3 7c 37+e 2a 3+1 b+2 32+3 3+1 8 3e+2 25+4 2+7 3f d+1 \
        35+8 b+3 3 60+2 3 2+1 7 3 9e 4+7 16+1 3a+1 4 26+6 4+4 47+5 e 2 2 f+1 56+7 3+2 2 18 55+5 2 5+1 2+1 ef+3 7+1 \
        2+1 1c+1 56+7 3 2+1 6b 2 3+5 2 66 2 3+3 2+4 104+8 2+1 101+1 2 5 91+3 3+1 5 21+9 29+5 3+3 9 a+5 3+2 2f+c 2+1 \
        c7 2+2 2 ca+6 2+5 2 53+15 3+6 2+1 2+1 7b+5 4 2+1 2+6 2 49+1 4 2 15c+1 c+1 35+4 6 2 18 14d6+10 7+e 2cc9+b 4+2 \
        9c1+4 3c+6 419 40+3 52 4cb9+1 2+3 125d+2d 3+16 221+2 a+f 3+6 1f+3 95+2 7bc+36 5+31 9 f 17+4 2+e 551+6 2+10 \
        3+6 2+1 2+4 65 a1+6 178 3e+3 1fd+3 ff+1 f4 3 8+1 6 1db+6 6e+6 c16b6+fff
        """)

    /// Narrow, but two columns once followed by U+FE0F (emoji presentation).
    static let variation = ScalarRanges(
        """
        23 7 6+9 70 5 1f8e d d9 17 5b+5 10+1 17e a7 1e+2 2+1 6+2 c8 e8+1 b a 3b+1 4+4 a 3 7 5 3 2+1 3 4 4+1 9+2 6 2 \
        1d+1 3 2+1 2 13 3 14 2+3 2 2+1 4 7 9+1 17 7 2 2 16 7+1 3 3+2 9 6+1 3+1 2 3 2 2 7 4 12+1 10 3 1c+1 3d 193+1 \
        1d0+2 1c669+1 d+1 1a2 3+8 a 47 19+1 2+2 3+1 2c+3 6+b 14 2 2 48 2 bc 4c+1 25+1 3+6 e 3+3 3 15 3 9+1 a 6+2 d+2 \
        9+2 3 2 5 7 4 7 d1 2+2 11+5 4 7 3
        """)

    /// Emoji that a joiner or a skin tone may follow.
    static let pictographic = ScalarRanges(
        """
        a9 5 1f8e d d9 17 5b+5 10+1 170+1 d a7 1a+a 5+2 c8 e8+1 b a 3b+3 2+4 a 3 3+1 3 5 3 2+1 3 4 4+1 9+2 6 2 6+b \
        c+1 3 2+1 2 13 3+1 13+5 2 2+1 4+1 6 3+1 5+1 c+1 6+1 3 6+1 2 2+1 15+1 6+5 2+3 3 5 3 3+5 2 3 2 2 7 4 7 b+1 10 \
        3 5 2 5+2 2 c+1 31+2 a f f 175+1 1d0+2 14+1 34 5 4db d 25a 2 1bd6b 28+3 65+b 10+1 10 f+1 26+9 71+1 d+1 f 3+9 \
        14+51 2+e b 15 3+8 2+3 a+16 7+bb 3+6f 3+1 2+2 3+52 3+2 2+3 6+fd 2+3e c+5 2+17 8+1 3+7 d 3+3 3 5+1 e+1 3 9+1 \
        a 6+2 d+2 9+2 3 2 5 7 4 7+55 31+45 6+7 3+10 4 2+5 3+c db+25 d+3 39+7 b+5 29+7 1f+1 d+3 3+d a+26 d+2e 2+9 \
        2+b8 59+7 f+91 101+3fd
        """)
}
