/// Text from a file as a sentence may repeat it: one short line without anything that a terminal would obey.
enum ShownText {
    /// `text` in double quotes, controls as escapes, cut after 60 characters.
    static func quoted(_ text: String) -> String {
        var out = "\""
        for (count, scalar) in text.unicodeScalars.enumerated() {
            if count == 60 { return out + "…\"" }
            out += scalar == "\"" ? "\\\"" : plain(scalar)
        }
        return out + "\""
    }

    /// `text` without quotes around it, otherwise as `quoted`.
    static func plain(_ text: String, limit: Int = 60) -> String {
        var out = ""
        for (count, scalar) in text.unicodeScalars.enumerated() {
            if count == limit { return out + "…" }
            out += plain(scalar)
        }
        return out
    }

    private static func plain(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\n": return "\\n"
        case "\t": return "\\t"
        case "\r": return "\\r"
        default: break
        }
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned:
            return "\\u{\(String(scalar.value, radix: 16))}"
        default: return String(scalar)
        }
    }
}
