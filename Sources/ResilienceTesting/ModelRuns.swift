import Foundation

/// How many random sequences a model test plays.
public enum ModelRuns {
    /// The seeds of the sequences: as many as is ordinary, times what the environment says in `MODEL_RUNS`.
    public static func seeds(_ ordinary: Int) -> Range<Int> {
        let factor = ProcessInfo.processInfo.environment["MODEL_RUNS"].flatMap(Int.init) ?? 1
        return 0..<ordinary * max(1, factor)
    }
}
