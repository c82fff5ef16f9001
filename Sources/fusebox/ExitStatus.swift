import ArgumentParser

/// What the exit code of every subcommand means.
enum ExitStatus {
    /// Everything is as it should be.
    static let fine = ExitCode(0)
    /// The thing asked about is not fine.
    static let notFine = ExitCode(1)
    /// The command line or the config is wrong.
    static let usage = ExitCode(2)
    /// Nothing answered.
    static let unreachable = ExitCode(3)
}
