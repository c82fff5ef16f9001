/// A process that the supervisor keeps running.
public struct ChildSpec: Sendable, Equatable {
    /// For log lines and the log file's name.
    public let name: String
    public let executable: String
    public let arguments: [String]
    /// Takes its standard output and standard error; lines are appended.
    public let logFile: String

    public init(name: String, executable: String, arguments: [String], logFile: String) {
        self.name = name
        self.executable = executable
        self.arguments = arguments
        self.logFile = logFile
    }
}
