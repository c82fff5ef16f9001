import Probes
import TerminalUI

/// The Services page's own state.
struct ServicesPage: Sendable {
    var filter = ""
}
