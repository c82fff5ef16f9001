/// Where a key means something. The innermost scope that has a binding for a key wins.
enum Scope: String, Sendable, CaseIterable {
    case everywhere
    case overview
    case services
    case serviceDetail
    case breakers
    case breakerDetail
    case sagas
    case sagaDetail
    case traces
    case traceList
    case spanTree
    case operations
    case events
    case eventDetail
    case audit
    case auditDetail
    case underWay

    /// The heading in help and in the README's table.
    var title: String {
        switch self {
        case .everywhere: "Everywhere"
        case .overview: "Overview"
        case .services: "Services"
        case .serviceDetail: "Services, one opened"
        case .breakers: "Breakers"
        case .breakerDetail: "Breakers, one opened"
        case .sagas: "Sagas"
        case .sagaDetail: "Sagas, one opened"
        case .traces: "Traces"
        case .traceList: "Traces, the list"
        case .spanTree: "Traces, one opened"
        case .operations: "Traces, operations"
        case .events: "Events"
        case .eventDetail: "Events, one opened"
        case .audit: "Audit"
        case .auditDetail: "Audit, one opened"
        case .underWay: "While something is under way"
        }
    }
}
