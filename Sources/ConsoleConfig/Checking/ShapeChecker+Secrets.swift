extension ShapeChecker {
    /// Warns when a text of the file looks like a secret. Never repeats it.
    mutating func warnOfSecret(_ text: String, key: String?, _ place: ConfigPlace) {
        guard SecretText.isSecret(text, key: key) else { return }
        warn(
            .secretInFile, place,
            "this looks like a secret, and whoever reads the config reads it; take it from the environment "
                + "(\"${NAME}\") or from a file")
    }
}

/// Tells texts that are probably secrets from others.
enum SecretText {
    /// Whether `text` has the look of a secret, or stands under a key that asks for one. A text that takes its value
    /// from the environment has none.
    static func isSecret(_ text: String, key: String?) -> Bool {
        if text.contains("${") { return false }
        if let key, !text.isEmpty, secretKeys.contains(where: key.lowercased().contains) { return true }
        return hasTokenShape(text) || hasSecretQuery(text)
    }

    private static let secretKeys = [
        "authorization", "token", "password", "passwd", "secret", "cookie", "api-key", "apikey", "api_key",
        "credential", "private-key", "x-auth",
    ]

    /// Beginnings that only tokens of well-known makers have, and the characters that must follow at least.
    private static let beginnings: [(text: String, more: Int)] = [
        ("ghp_", 20), ("gho_", 20), ("ghs_", 20), ("github_pat_", 20), ("glpat-", 16), ("xoxb-", 10), ("xoxp-", 10),
        ("sk-", 20), ("sk_live_", 10), ("AKIA", 16), ("hvs.", 20), ("-----BEGIN", 10),
    ]

    private static func hasTokenShape(_ text: String) -> Bool {
        let words = text.split { $0 == " " || $0 == "=" || $0 == "," }
        return words.contains { word in
            if beginnings.contains(where: { word.hasPrefix($0.text) && word.count >= $0.text.count + $0.more }) {
                return true
            }
            let parts = word.split(separator: ".", omittingEmptySubsequences: false)
            return word.hasPrefix("eyJ") && parts.count == 3 && parts[0].count > 10 && parts[1].count > 10
        }
    }

    private static func hasSecretQuery(_ text: String) -> Bool {
        guard text.contains("://"), let mark = text.firstIndex(of: "?") else { return false }
        let names = ["token", "access_token", "api_key", "apikey", "key", "password", "secret", "sig", "signature"]
        return text[mark...].dropFirst().split(separator: "&").contains { pair in
            let parts = pair.split(separator: "=", maxSplits: 1)
            return parts.count == 2 && names.contains(parts[0].lowercased())
        }
    }
}
