import Foundation
import Probes
import TerminalUI
import Testing

@testable import Console

/// What keys, snapshots and time do to the Services page.
struct ServicesReducerTests {
    private func state(_ endpoints: [EndpointStatus], _ size: Size = Size(width: 80, height: 24)) -> State {
        var state = testState(size)
        state.observe(endpoints)
        return state
    }

    private func line(of name: String, in state: State) -> Int? {
        state.screen.firstIndex { $0.dropFirst(2).hasPrefix(name) }
    }

    // MARK: - The cursor

    @Test func theCursorStaysOnItsServiceWhileOthersBecomeWorse() {
        var state = state(ServiceWorlds.healthy)
        state.press("s", "j", "j", "j")
        #expect(state.services.cursor.selected == .service("shipping"))
        let before = line(of: "shipping", in: state)
        state.observe(
            ServiceWorlds.healthy.dropLast() + [status("catalog", "", .unhealthy, since: 1, reason: "503", code: 503)])
        #expect(state.services.cursor.selected == .service("shipping"))
        #expect(state.services.rows.first?.id == .service("catalog"))
        #expect(line(of: "shipping", in: state) == before! + 1)
    }

    @Test func theCursorStaysOnItsCheckWhenTheEndpointGetsBetter() {
        var state = state([ServiceWorlds.payments, status("users")])
        state.press("j")
        let database = ServiceRowID.check(EndpointID(service: "payments"), ["database"])
        #expect(state.services.cursor.selected == database)
        state.observe([status("payments", checks: [check(["database"])]), status("users")])
        #expect(state.services.cursor.selected == database)
        state.press("G")
        #expect(state.services.rows.map(\.id) == [.service("payments"), .service("users")])
    }

    @Test func whenTheSelectedServiceLeavesItsNeighbourIsSelected() {
        var state = state(ServiceWorlds.healthy)
        state.press("j")
        state.observe(ServiceWorlds.healthy.filter { $0.service != "payments" })
        #expect(state.services.cursor.selected == .service("inventory"))
        state.observe([])
        #expect(state.services.cursor.selected == nil)
        state.press("Enter", "p", "u", "y", "e", "t", "z")
        #expect(!state.services.isDetailOpen)
    }

    @Test func nGoesToWhatIsNotAsItShouldBe() {
        var state = state(ServiceWorlds.many, Size(width: 80, height: 24))
        state.press("n")
        #expect(state.services.cursor.selected == .service("service-007"))
        state.press("n")
        #expect(state.services.cursor.selected == .service("service-040"))
        state.press("N", "N")
        #expect(state.services.cursor.selected == .service("service-294"))
        #expect(state.screen.contains { $0.contains("service-294") })
    }

    @Test func aClickSelectsAndADoubleClickOpens() throws {
        var state = state(ServiceWorlds.healthy)
        let row = try #require(line(of: "inventory", in: state))
        _ = reduce(&state, .input(.mouse(MouseEvent(.press(.left), at: Point(x: 5, y: row)))))
        #expect(state.services.cursor.selected == .service("inventory"))
        _ = reduce(&state, .input(.mouse(MouseEvent(.doublePress(.left), at: Point(x: 5, y: row)))))
        #expect(state.services.isDetailOpen)
    }

    @Test func aClickOnAFoldMarkFoldsAndUnfolds() throws {
        var state = state(ServiceWorlds.onFire)
        let y = try #require(state.screen.firstIndex { $0.contains("▾") })
        let mark = try #require(state.screen[y].firstIndex(of: "▾"))
        let x = state.screen[y].distance(from: state.screen[y].startIndex, to: mark)
        let rows = state.services.rows.count
        let click = Action.input(.mouse(MouseEvent(.press(.left), at: Point(x: x, y: y))))
        _ = reduce(&state, click)
        #expect(state.services.rows.count < rows)
        #expect(state.screen[y].contains("▸"))
        _ = reduce(&state, click)
        #expect(state.services.rows.count == rows)
        let beside = Action.input(.mouse(MouseEvent(.press(.left), at: Point(x: x + 4, y: y))))
        _ = reduce(&state, beside)
        #expect(state.services.rows.count == rows)
    }

    @Test func aClickBelowTheLastRowChangesNothing() {
        var state = state(ServiceWorlds.healthy)
        state.press("j")
        _ = reduce(&state, .input(.mouse(MouseEvent(.press(.left), at: Point(x: 5, y: 18)))))
        #expect(state.services.cursor.selected == .service("payments"))
    }

    // MARK: - Folds

    @Test func checksAreOpenOnlyWhereTheyAreTheReason() {
        let state = state([
            status("orders", checks: [check(["database"])]), ServiceWorlds.payments,
        ])
        #expect(
            state.services.rows.map(\.id) == [
                .service("orders"), .service("payments"),
                .check(EndpointID(service: "payments"), ["database"]),
                .check(EndpointID(service: "payments"), ["provider"]),
            ])
    }

    @Test func foldingACheckFoldsTheServiceItBelongsTo() {
        var state = state([ServiceWorlds.payments])
        state.press("j", "j", "z")
        #expect(state.services.cursor.selected == .service("payments"))
        #expect(state.services.rows.count == 1)
        state.press("z")
        #expect(state.services.rows.count == 3)
    }

    @Test func leftAndRightWalkThroughTheTree() {
        var state = state([ServiceWorlds.payments])
        state.press("→")
        #expect(state.services.cursor.row == 1)
        state.press("→", "←")
        #expect(state.services.cursor.row == 0)
        state.press("←")
        #expect(state.services.rows.count == 1)
        state.press("←", "→")
        #expect(state.services.rows.count == 3)
    }

    @Test func whatAPersonHasFoldedStaysFoldedWhenThingsGetWorse() {
        var state = state([ServiceWorlds.payments])
        state.press("z")
        state.observe([ServiceWorlds.payments])
        #expect(state.services.rows.count == 1)
    }

    @Test func foldAllUnfoldsThenFoldsThenFollowsHealth() {
        var state = state(ServiceWorlds.instances)
        let byHealth = state.services.rows.count
        state.press("Z")
        #expect(state.services.rows.count == byHealth + 3)
        state.press("Z")
        #expect(state.services.rows.count == 3)
        state.press("Z")
        #expect(state.services.rows.count == byHealth)
    }

    // MARK: - Opened

    @Test func escapeClosesTheDetailThenTheFilterThenGoesBack() {
        var state = testState(page: .overview)
        state.observe(ServiceWorlds.onFire)
        state.press("Enter")
        #expect(state.page == .services)
        state.press("/")
        state.type("pay")
        state.press("Enter", "Enter")
        #expect(state.services.isDetailOpen && state.services.filter == "pay")
        state.press("Esc")
        #expect(!state.services.isDetailOpen && state.services.filter == "pay")
        state.press("Esc")
        #expect(state.services.filter.isEmpty && state.page == .services)
        state.press("Esc")
        #expect(state.page == .overview)
    }

    @Test func theDetailScrollsAndStopsAtItsEnds() {
        var state = state([ServiceWorlds.payments], Size(width: 60, height: 16))
        state.press("Enter", "k")
        #expect(state.services.detailTop == 0)
        state.press("j", "j")
        #expect(state.services.detailTop == 2)
        state.press("G")
        let end = state.services.detailTop
        state.press("j", "PgDn")
        #expect(state.services.detailTop == end && end > 20)
        #expect(state.screen[14].contains("format"))
        state.press("g")
        #expect(state.services.detailTop == 0)
    }

    @Test func besideTheTreeTheKeysCanGoBackToIt() {
        var state = state(ServiceWorlds.healthy, Size(width: 160, height: 50))
        state.press("Enter", "w", "j")
        #expect(state.services.isDetailOpen)
        #expect(state.services.cursor.selected == .service("payments"))
        #expect(state.screen[2].contains("─ payments ─"))
        state.press("w", "j")
        #expect(state.services.cursor.selected == .service("payments"))
    }

    @Test func inANarrowDetailNStepsToTheNextThatIsBadAndShowsItFromItsTop() {
        var state = state(ServiceWorlds.onFire, Size(width: 60, height: 16))
        state.press("Enter", "G", "n")
        #expect(state.services.cursor.selected == .service("payments"))
        #expect(state.services.detailTop == 0)
        #expect(state.screen[2].contains("payments"))
    }

    // MARK: - Coming from elsewhere

    @Test func showingAnInstanceUnfoldsItsService() {
        var state = state(ServiceWorlds.instances)
        state.press("Z", "Z")
        let id = EndpointID(service: "shipping", instance: "10.0.0.8:8080")
        _ = state.showEndpoint(id)
        state.followServices()
        #expect(state.services.selectedRow?.id == .instance(id))
    }

    @Test func showingAnEndpointClearsTheFilterThatHidesItAndSaysSo() {
        var state = state(ServiceWorlds.onFire)
        state.press("/")
        state.type("inventory")
        state.press("Enter")
        _ = state.showEndpoint(EndpointID(service: "payments"))
        state.followServices()
        #expect(state.services.filter.isEmpty)
        #expect(state.services.cursor.selected == .service("payments"))
        #expect(state.toasts.last?.text == "filter \"inventory\" cleared: it hid payments")
    }

    @Test func showingAnEndpointKeepsAFilterThatLeavesIt() {
        var state = state(ServiceWorlds.onFire)
        state.press("/")
        state.type("pay")
        state.press("Enter")
        _ = state.showEndpoint(EndpointID(service: "payments"))
        #expect(state.services.filter == "pay")
    }

    @Test func showingAnEndpointThatHasLeftTheConfigSaysSo() {
        var state = state(ServiceWorlds.healthy)
        _ = state.showEndpoint(EndpointID(service: "gone"))
        #expect(state.toasts.last?.kind == .refusal)
        _ = state.showService("gone")
        #expect(state.toasts.last?.text == "gone is not probed: the config does not name it")
    }
}
