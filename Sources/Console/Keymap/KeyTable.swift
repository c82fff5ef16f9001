import TerminalUI

/// The keys as Markdown tables, for the README.
public enum KeyTable {
    /// A heading and a table for each scope that has keys.
    public static var markdown: String {
        Scope.allCases.compactMap(section).joined(separator: "\n")
    }

    private static func section(_ scope: Scope) -> String? {
        let bindings = Keymap.bindings.filter { $0.scope == scope && !$0.keys.isEmpty }
        guard !bindings.isEmpty else { return nil }
        let rows = bindings.map { binding in
            let keys = binding.keys.map { "`\($0.description)`" }.joined(separator: " ")
            return "| \(keys) | \(binding.help) |\n"
        }
        return "**\(scope.title)**\n\n| keys | |\n|---|---|\n" + rows.joined()
    }
}
