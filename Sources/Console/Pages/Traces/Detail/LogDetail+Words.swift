import Traces

extension LogDetail {
    /// The severity in a word: OTLP's number where there is one, else the text that came with it.
    var severityWord: String {
        switch severity {
        case 1...4: "TRACE"
        case 5...8: "DEBUG"
        case 9...12: "INFO"
        case 13...16: "WARN"
        case 17...20: "ERROR"
        case 21...24: "FATAL"
        default: severityText.isEmpty ? "log" : severityText.uppercased()
        }
    }

    /// ERROR or worse.
    var isError: Bool { severity >= 17 }
    /// WARN or worse.
    var isWarning: Bool { severity >= 13 }
}
