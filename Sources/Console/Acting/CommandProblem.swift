import Operations

/// Why a service did not take a command, or did not answer as agreed.
public struct CommandProblem: Error, Sendable, Equatable {
    public enum Kind: Sendable, Equatable {
        /// The service says no; asking again changes nothing.
        case refused
        /// The world has moved since the plan or the revision on the screen: nothing was done. What is different, a
        /// line each.
        case conflict(difference: [String])
        /// It knows no command of that id.
        case unknownCommand
        /// No answer, or none that can be read: whether it was taken is not known.
        case noAnswer
    }

    var kind: Kind
    /// Stable: the problem document's code, or `unreachable`, `garbage`.
    var code: String
    /// What happened and what to do, in a sentence.
    var sentence: String
}
