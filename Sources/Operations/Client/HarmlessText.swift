/// The beginning of a text from outside, so that it can be shown anywhere.
enum HarmlessText {
    /// The first characters, with everything that moves a cursor or turns the direction of writing made visible.
    static func beginning(of bytes: some Collection<UInt8>, limit: Int = 80) -> String {
        let text = String(decoding: bytes.prefix(limit * 4), as: UTF8.self)
        var shown = ""
        var count = 0
        for scalar in text.unicodeScalars {
            guard count < limit else { return shown + "…" }
            count += 1
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned:
                shown += "\\u{" + String(scalar.value, radix: 16) + "}"
            default: shown.unicodeScalars.append(scalar)
            }
        }
        return bytes.count > limit * 4 ? shown + "…" : shown
    }
}
