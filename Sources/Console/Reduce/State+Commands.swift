import TerminalUI
import Traces

extension State {
    /// Does what a command asks for, or says why it cannot be done.
    mutating func perform(_ command: Command) -> [Effect] {
        switch command {
        case .goTo(let page): return go(to: page)
        case .nextPage: return go(to: page.next)
        case .previousPage: return go(to: page.previous)
        case .palette: return openPrompt(.palette)
        case .help:
            overlay = .help(top: 0)
            return []
        case .pause: return togglePause()
        case .redraw: return [.redraw]
        case .quit: return [.quit]
        case .showTraces, .showSaga, .showBreaker, .showService, .showEvents, .showAudit: return showRelated(command)
        case .up: return move(.up())
        case .down: return move(.down())
        case .pageUp: return move(.pageUp)
        case .pageDown: return move(.pageDown)
        case .halfPageUp: return move(.halfPageUp)
        case .halfPageDown: return move(.halfPageDown)
        case .top: return move(.home)
        case .bottom: return move(.end)
        case .act(let kind): return act(kind)
        case .mark: return toggleMark()
        case .markAll: return markAll()
        case .pauseRun: return pauseRun()
        case .cancelRun: return cancelRun()
        default: return performOnPage(command)
        }
    }

    /// Moves the cursor of the list that has the keys.
    mutating func move(_ move: ListMove) -> [Effect] {
        switch page {
        case .overview: moveOnOverview(move)
        case .services: moveOnServices(move)
        case .breakers: moveOnBreakers(move)
        case .sagas: moveOnSagas(move)
        case .traces: moveOnTraces(move)
        case .events: moveOnEvents(move)
        case .audit: moveOnAudit(move)
        }
    }

    private mutating func performOnPage(_ command: Command) -> [Effect] {
        let effects =
            switch page {
            case .overview: performOnOverview(command)
            case .services: performOnServices(command)
            case .breakers: performOnBreakers(command)
            case .sagas: performOnSagas(command)
            case .traces: performOnTraces(command)
            case .events: performOnEvents(command)
            case .audit: performOnAudit(command)
            }
        if let effects { return effects }
        if command == .back { return goBack() }
        say("\(command.name) means nothing on \(page.title) here; ? shows what does", .refusal)
        return []
    }

    /// Holds what is shown, or shows the newest again. Data goes on arriving either way.
    private mutating func togglePause() -> [Effect] {
        if held == nil {
            held = latest
            pausedAt = now
        } else {
            held = nil
            pausedAt = nil
        }
        refreshOverview()
        refreshServices()
        breakers.isOutdated = true
        events.isOutdated = true
        refreshTraces()
        return []
    }
}

// MARK: - Going from place to place

extension State {
    private mutating func go(to page: Page) -> [Effect] {
        trail.removeAll()
        filterOfWay = nil
        return show(page)
    }

    /// Goes to a place and remembers this one for `Esc`.
    mutating func go(to destination: Destination) -> [Effect] {
        let target = destination.page
        // A page that is come to a second time forgets what it showed the first time: the trail remembers it instead.
        for way in trail.indices where trail[way].place == .page(target) { trail[way].place = place(on: target) }
        trail.append(Way(place: page == target ? place(on: page) : .page(page), filter: filterOfWay))
        if trail.count > 50 { trail.removeFirst() }
        filterOfWay = destination.filter
        return arrive(at: destination)
    }

    private mutating func goBack() -> [Effect] {
        guard let way = trail.popLast() else { return [] }
        filterOfWay = way.filter
        return arrive(at: way.place)
    }

    /// A page's filter was taken away by `Esc`: one that nobody typed leads back as well.
    mutating func cleared(_ filter: String, _ effects: [Effect]?) -> [Effect]? {
        filter == filterOfWay ? (effects ?? []) + goBack() : effects
    }

    /// What a page shows now, as a place to come back to.
    private func place(on page: Page) -> Destination {
        switch page {
        case .breakers: breakers.detail.isOpen ? selectedBreaker.map { .breaker($0.id) } ?? .page(page) : .page(page)
        case .sagas:
            sagas.detail.isOpen
                ? sagas.selected.map(Destination.saga) ?? .page(page) : .sagas(filter: sagas.filter)
        case .services: services.selectedRow.map { .service($0.id.service) } ?? .page(page)
        case .traces:
            traces.open.map { .trace($0.id) } ?? .traces(filter: traces.list.query.filter.source)
        case .events: events.filter.isEmpty ? .page(page) : .events(filter: events.filter)
        case .audit: audit.filter.isEmpty ? .page(page) : .audit(filter: audit.filter)
        case .overview: .page(page)
        }
    }

    private mutating func arrive(at destination: Destination) -> [Effect] {
        switch destination {
        case .page(let page): return show(page)
        case .endpoint(let id): return show(.services) + showEndpoint(id)
        case .service(let name): return show(.services) + showService(name)
        case .breaker(let id): return show(.breakers) + showBreaker(id)
        case .saga(let id): return show(.sagas) + showSaga(id)
        case .sagas(let filter): return show(.sagas) + showSagas(filter: filter)
        case .trace(let id): return show(.traces) + showTrace(id)
        case .traces(let filter): return show(.traces) + showTraces(filter: filter)
        case .badLines: return show(.traces) + showBadLines()
        case .events(let filter): return show(.events) + showEvents(filter: filter)
        case .audit(let filter): return show(.audit) + showAudit(filter: filter)
        }
    }

    private mutating func show(_ page: Page) -> [Effect] {
        self.page = page
        return watchOperations()
    }
}
