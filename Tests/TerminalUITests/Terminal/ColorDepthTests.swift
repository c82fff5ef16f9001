import Testing

@testable import TerminalUI

@Suite struct ColorDepthTests {
    @Test(arguments: [
        (0, ColorDepth.none), (2, .none), (8, .eight), (16, .sixteen), (88, .sixteen), (256, .palette256),
        (1 << 24, .direct),
    ])
    func depthIsWhatTerminfoSays(colors: Int, depth: ColorDepth) {
        #expect(ColorDepth(colors: colors) == depth)
    }

    @Test func coloursBecomeTheNearestOfThePalette() {
        #expect(ColorDepth.palette256.number(of: .rgb(0xFF0000)) == 196)
        #expect(ColorDepth.palette256.number(of: .rgb(0x000000)) == 16)
        #expect(ColorDepth.palette256.number(of: .rgb(0x808080)) == 244)
        #expect(ColorDepth.palette256.number(of: .palette(3)) == 3)
        #expect(ColorDepth.direct.number(of: .rgb(0x123456)) == 0x123456)
        #expect(ColorDepth.direct.number(of: .rgb(0x000003)) == 8, "0…7 would be the palette's")
        #expect(ColorDepth.none.number(of: .rgb(0xFF0000)) == -1)
        #expect(ColorDepth.eight.number(of: .terminal) == -1)
    }

    @Test func everyEntryOfTheCubeAndTheGreysIsItsOwnNearest() {
        for index in UInt8(16)...255 {
            let rgb = XTermPalette.rgb(of: index)
            let nearest = XTermPalette.nearest(
                red: UInt8(rgb >> 16), green: UInt8(rgb >> 8 & 255), blue: UInt8(rgb & 255))
            #expect(XTermPalette.rgb(of: nearest) == rgb)
        }
    }

    @Test func smallPalettesUseTheStandIn() {
        let color = Color.rgb(0x7FD88F, standIn: .brightGreen)
        #expect(ColorDepth.sixteen.number(of: color) == 10)
        #expect(ColorDepth.eight.number(of: color) == 2)
        #expect(ColorDepth.sixteen.number(of: .rgb(0xFE0101)) == 9, "without one, the nearest")
        #expect(ColorDepth.eight.number(of: .ansi(.brightBlack)) == -1, "grey would be black on black")
    }

    @Test(arguments: [Theme.dark, .light], [ColorDepth.eight, .sixteen, .palette256, .direct])
    func nothingIsEverWrittenInTheColourOfItsGround(theme: Theme, depth: ColorDepth) {
        let roles = [
            theme.text, theme.dim, theme.accent, theme.title, theme.header, theme.border, theme.good, theme.warning,
            theme.bad, theme.info, theme.unknown, theme.match, theme.key, theme.tab,
        ]
        let grounds = [theme.selection, theme.weakSelection, theme.bar, theme.dialog, theme.input]
        // Where the terminal's own colours stand: black under a dark theme, white under a light one.
        let paper: Int32 = theme == .dark ? 0 : 15
        for role in roles + theme.series {
            let plain = depth.pair(of: role)
            #expect(plain.foreground == -1 || plain.foreground != paper, "\(role)")
            for ground in grounds {
                let pair = depth.pair(of: role.over(ground))
                #expect(pair.foreground == -1 || pair.foreground != pair.background, "\(role) on \(ground)")
            }
            let selected = depth.pair(of: theme.select(role))
            #expect(selected.background == depth.number(of: theme.selection.background))
            #expect(selected.foreground != selected.background)
        }
    }

    @Test func withoutColoursSelectionAndStateAreStillSeen() {
        let theme = Theme.monochrome
        #expect(theme.select(theme.good).attributes.contains(.reverse))
        #expect(theme.bad != theme.good && theme.warning != theme.good && theme.bad != theme.warning)
        for style in [theme.good, theme.bad, theme.selection, theme.bar, theme.dialog] {
            #expect(style.foreground == .terminal && style.background == .terminal)
        }
    }
}
