/// The checkout that these tests were compiled from.
enum Repository {
    /// The absolute path of a file in it.
    static func path(_ relative: String, from source: String = #filePath) -> String {
        let parts = source.split(separator: "/", omittingEmptySubsequences: false)
        let tests = parts.lastIndex(of: "Tests") ?? 0
        return (parts[..<tests] + [Substring(relative)]).joined(separator: "/")
    }
}
