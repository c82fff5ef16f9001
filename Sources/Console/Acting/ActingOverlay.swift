import TerminalUI

/// An action between its key and its confirmation.
struct ActingOverlay: Sendable, Equatable {
    /// The action's id.
    var action: String
    /// The question; `nil` while the service is asked for its plan.
    var confirmation: Confirmation?
    /// All targets, where there are several: the action is then the first of them, and stands for all in the plan.
    var many: ManyIntents?
}

/// Something that must be read before going on; Esc closes it.
struct Notice: Sendable, Equatable {
    var title: String
    var lines: [String]
}
