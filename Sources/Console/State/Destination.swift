import Probes
import Traces

/// A place in the console that a row can lead to.
enum Destination: Sendable, Hashable {
    case page(Page)
    /// An endpoint on the Services page.
    case endpoint(EndpointID)
    /// All instances of a service on the Services page.
    case service(String)
    /// One trace, opened.
    case trace(TraceID)
    /// The list of traces under a filter.
    case traces(filter: String)
    /// Lines of the trace log that could not be read.
    case badLines
}
