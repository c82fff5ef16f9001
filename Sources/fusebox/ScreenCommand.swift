import ArgumentParser

/// A command that takes the whole terminal: it runs supervised, on a thread that nothing else runs on.
protocol ScreenCommand: ParsableCommand {}
