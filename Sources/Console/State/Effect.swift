import Probes
import Traces

/// What the runtime is asked to do. Effects are values, so that a test can compare them.
public enum Effect: Sendable, Equatable {
    /// Does the next step of an operator's action: plan, audit, command, look-up.
    case act(OperatorAction, ActionStep)
    /// Rings the terminal's bell, notifies the desktop or starts a command, as configured.
    case alert(Alert)
    /// Puts text on the clipboard of the terminal (OSC 52).
    case copy(String)
    /// Writes a JSON document to a new file named after what it holds.
    case export(name: String, json: String)
    /// Writes one trace as OTLP JSON to a new file.
    case exportTrace(TraceID)
    /// A run of many is over: nobody needs to go on with it.
    case forgetRun(String)
    /// Puts one trace as OTLP JSON on the clipboard.
    case copyTrace(TraceID)
    /// Sets a trace beside what is usual for traces that begin with the same operation.
    case compareTrace(TraceID)
    /// Reads a span's attributes, events and links from the log.
    case loadSpan(TraceID, SpanTreeNode.ID)
    /// Asks an Operations API for all of one saga while somebody looks at it; `nil` asks for none.
    case openSaga(String?, api: String?)
    /// Opens a trace in the engine, or closes the one that is open.
    case openTrace(TraceID?)
    case probeNow(EndpointID)
    /// Sets the list's filter and order.
    case queryTraces(TraceQuery)
    case quit
    /// Draws the whole screen anew, whatever the terminal shows.
    case redraw
    /// Keeps who has taken what, so that other consoles see it.
    case saveClaim(Claim)
    /// Keeps a run of many, so that another console can go on with it.
    case saveRun(BulkRecord)
    case removeClaim(String)
    /// Operations and service graph are worth computing only while they are looked at.
    case watchOperations(Bool)
}

/// Something new that needs attention.
public struct Alert: Sendable, Equatable {
    /// Who and what, in one line: `payments unhealthy`.
    public var title: String
    /// Why, in one sentence.
    public var reason: String

    /// An alert.
    public init(title: String, reason: String) {
        self.title = title
        self.reason = reason
    }
}
