/// A `ProbePoller` was used in a way that it does not allow.
public enum ProbePollerMistake: Error, Sendable, Equatable, CustomStringConvertible {
    case alreadyRan

    public var description: String { "a poller runs once; make a new one to poll again" }
}
