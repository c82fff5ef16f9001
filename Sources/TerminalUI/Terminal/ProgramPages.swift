import CTerminal

/// The pages of the program's own file that are mapped into memory.
public enum ProgramPages {
    /// Unmaps code and constants. What is still used comes back from the page cache as it is used, in microseconds; what
    /// only the start has used does not. Call it once the program has settled.
    public static func release() { ct_pages_release() }
}
