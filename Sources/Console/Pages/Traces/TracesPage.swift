import TerminalUI
import Traces

/// The Traces page's own state.
struct TracesPage: Sendable {}
