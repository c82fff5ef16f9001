/// A page of the console. Its number is its key and stays the same for ever; only pages that exist have a case.
public enum Page: Int, Sendable, CaseIterable, Hashable {
    case overview = 1
    case services = 2
    case breakers = 3
    case sagas = 4
    case traces = 5
    case events = 6
    case audit = 7

    /// The word on the tab, capitalised.
    var title: String {
        switch self {
        case .overview: "Overview"
        case .services: "Services"
        case .breakers: "Breakers"
        case .sagas: "Sagas"
        case .traces: "Traces"
        case .events: "Events"
        case .audit: "Audit"
        }
    }

    /// The word on the command line: `--page services`.
    public var name: String { title.lowercased() }

    /// The page of that name or number.
    public init?(_ text: String) {
        guard
            let page = Page.allCases.first(where: { $0.name == text.lowercased() || String($0.rawValue) == text })
        else { return nil }
        self = page
    }

    /// The page after this one, the first after the last.
    var next: Page { neighbour(1) }
    /// The page before this one, the last before the first.
    var previous: Page { neighbour(-1) }

    private func neighbour(_ offset: Int) -> Page {
        let all = Page.allCases
        let index = all.firstIndex(of: self) ?? 0
        return all[(index + offset + all.count) % all.count]
    }
}
