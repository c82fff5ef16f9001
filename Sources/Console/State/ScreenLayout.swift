import TerminalUI

/// Where the parts of the screen lie; the same for drawing, moving and clicking.
struct ScreenLayout {
    let header: Rect
    let tabs: Rect
    let page: Rect
    /// What is under way; empty while nothing is.
    let underWay: Rect
    /// Keys, or the line that is being typed.
    let footer: Rect

    init(size: Size, isUnderWay: Bool) {
        let rows = Layout.rows(
            of: Rect(size: size), .fixed(1), .fixed(1), .fill(), .fixed(isUnderWay ? 1 : 0), .fixed(1))
        (header, tabs, page, underWay, footer) = (rows[0], rows[1], rows[2], rows[3], rows[4])
    }
}
