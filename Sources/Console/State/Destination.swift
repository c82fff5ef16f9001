import Probes
import Traces

/// A place in the console that a row can lead to.
enum Destination: Sendable, Hashable {
    case page(Page)
    /// An endpoint on the Services page.
    case endpoint(EndpointID)
    /// All instances of a service on the Services page.
    case service(String)
    /// One breaker, opened.
    case breaker(KnownBreaker.ID)
    /// One saga, opened.
    case saga(KnownSaga.ID)
    /// The list of sagas under a filter.
    case sagas(filter: String)
    /// One trace, opened.
    case trace(TraceID)
    /// The list of traces under a filter.
    case traces(filter: String)
    /// Lines of the trace log that could not be read.
    case badLines
    /// The log of events under a filter.
    case events(filter: String)
    /// What was done, under a filter.
    case audit(filter: String)

    /// The filter of the list that it is.
    var filter: String? {
        switch self {
        case .sagas(let filter), .traces(let filter), .events(let filter), .audit(let filter): filter
        case .page, .endpoint, .service, .breaker, .saga, .trace, .badLines: nil
        }
    }

    /// The page that it is on.
    var page: Page {
        switch self {
        case .page(let page): page
        case .endpoint, .service: .services
        case .breaker: .breakers
        case .saga, .sagas: .sagas
        case .trace, .traces, .badLines: .traces
        case .events: .events
        case .audit: .audit
        }
    }
}

/// A place that was left by a key, to come back to.
struct Way: Sendable, Hashable {
    var place: Destination
    /// The filter with which a key had led there.
    var filter: String?
}
