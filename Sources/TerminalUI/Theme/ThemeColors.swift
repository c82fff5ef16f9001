/// The few colours that a colour theme is made of; each names what a terminal of sixteen colours shows instead.
struct ThemeColors {
    let name: String
    let paper: UInt32
    let ink: UInt32
    let faint: Color
    let border: Color
    let good: Color
    let warning: Color
    let bad: Color
    let info: Color
    let accent: Color
    let onSelection: Color
    let selection: Color
    let weakSelection: Color
    let bar: Color
    let dialog: Color
    let match: Color
    let series: [Color]

    var theme: Theme {
        Theme(
            name: name, text: .plain, dim: Style(faint), accent: Style(accent), title: Style(info, .bold),
            header: Style(faint, .bold), bar: Style(onSelection, on: bar), border: Style(border),
            good: Style(good), warning: Style(warning), bad: Style(bad, .bold), info: Style(info),
            unknown: Style(faint), selection: Style(onSelection, on: selection, .bold),
            weakSelection: Style(.terminal, on: weakSelection), match: Style(match, .underline),
            key: Style(info, .bold), activeTab: Style(onSelection, on: selection, .bold), tab: Style(faint),
            dialog: Style(.terminal, on: dialog), input: Style(.terminal, on: dialog), series: series.map { Style($0) },
            paper: paper, ink: ink)
    }

    static let dark = ThemeColors(
        name: "dark", paper: 0x14161B, ink: 0xD7DCE5,
        faint: .rgb(0x8B93A3, standIn: .white), border: .rgb(0x4A5160, standIn: .brightBlack),
        good: .rgb(0x7FD88F, standIn: .green), warning: .rgb(0xF2C14E, standIn: .yellow),
        bad: .rgb(0xFF6B6B, standIn: .brightRed), info: .rgb(0x6CB6FF, standIn: .cyan),
        accent: .rgb(0xFFFFFF, standIn: .brightWhite), onSelection: .rgb(0xFFFFFF, standIn: .brightWhite),
        selection: .rgb(0x2B4A77, standIn: .blue), weakSelection: .rgb(0x262C38, standIn: .black),
        bar: .rgb(0x232936, standIn: .blue), dialog: .rgb(0x1E232D, standIn: .black),
        match: .rgb(0xF2C14E, standIn: .yellow),
        series: [
            .rgb(0x6CB6FF, standIn: .brightBlue), .rgb(0x7FD88F, standIn: .green),
            .rgb(0xC792EA, standIn: .magenta), .rgb(0xF2A65A, standIn: .yellow), .rgb(0x5CD1D1, standIn: .cyan),
            .rgb(0xF78FB3, standIn: .brightMagenta), .rgb(0xB8C46B, standIn: .brightGreen),
            .rgb(0xA0AEC0, standIn: .white),
        ])

    static let light = ThemeColors(
        name: "light", paper: 0xFAFAF7, ink: 0x24292F,
        faint: .rgb(0x656D76, standIn: .brightBlack), border: .rgb(0xB4BAC2, standIn: .brightBlack),
        good: .rgb(0x1A7F37, standIn: .green), warning: .rgb(0x8A5A00, standIn: .magenta),
        bad: .rgb(0xC62828, standIn: .red), info: .rgb(0x0A58CA, standIn: .blue),
        accent: .rgb(0x000000, standIn: .black), onSelection: .rgb(0xFFFFFF, standIn: .brightWhite),
        selection: .rgb(0x1F5FBF, standIn: .blue), weakSelection: .rgb(0xE1E8F2, standIn: .white),
        bar: .rgb(0x33507A, standIn: .blue), dialog: .rgb(0xEEF1F5, standIn: .white),
        match: .rgb(0x8A5A00, standIn: .magenta),
        series: [
            .rgb(0x0A58CA, standIn: .blue), .rgb(0x1A7F37, standIn: .green), .rgb(0x7B2CBF, standIn: .magenta),
            .rgb(0xB45309, standIn: .red), .rgb(0x0E7490, standIn: .cyan), .rgb(0xBE185D, standIn: .brightMagenta),
            .rgb(0x5F6B00, standIn: .brightBlack), .rgb(0x475569, standIn: .black),
        ])
}

extension Theme {
    /// No colours at all, as `NO_COLOR` asks for: weight, underline and reverse tell things apart.
    public static let monochrome = Theme(
        name: "monochrome", text: .plain, dim: Style.plain.dim, accent: Style.plain.bold, title: Style.plain.bold,
        header: Style.plain.underlined, bar: Style.plain.reversed, border: Style.plain.dim, good: .plain,
        warning: Style.plain.bold, bad: Style.plain.bold.underlined, info: .plain, unknown: Style.plain.dim,
        selection: Style.plain.reversed.bold, weakSelection: Style.plain.underlined,
        match: Style.plain.bold.underlined, key: Style.plain.bold, activeTab: Style.plain.reversed.bold, tab: .plain,
        dialog: .plain, input: Style.plain.underlined, series: [.plain], paper: 0x14161B, ink: 0xD7DCE5)
}
