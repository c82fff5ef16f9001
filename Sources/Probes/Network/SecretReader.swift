import Foundation

/// Reads what headers name but do not hold. Environment and files are given from outside.
struct SecretReader: Sendable {
    /// A secret could not be had; the sentence says which and why.
    struct Missing: Error {
        let sentence: String
    }

    var environment: @Sendable (String) -> String?
    /// A file's whole text; throws what the file system says.
    var file: @Sendable (String) throws -> String

    static let live = SecretReader(
        environment: { ProcessInfo.processInfo.environment[$0] },
        file: { try String(contentsOfFile: $0, encoding: .utf8) })

    /// The header's value, never to be shown.
    func value(of header: ProbeHeader) throws(Missing) -> String {
        let value: String
        switch header.source {
        case .text(let text): value = text
        case .environment(let name):
            guard let found = environment(name), !found.isEmpty else {
                throw Missing(
                    sentence: "the header \(header.name) needs the environment variable \(name), which is not set")
            }
            value = found
        case .file(let path):
            let text: String
            do {
                text = try file(path)
            } catch {
                throw Missing(sentence: "the header \(header.name) needs the file \(path), which cannot be read")
            }
            value = text.trimmingCharacters(in: .whitespacesAndNewlines)
            if value.isEmpty {
                throw Missing(sentence: "the header \(header.name) needs the file \(path), which is empty")
            }
        }
        if value.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) {
            throw Missing(
                sentence: "the value of the header \(header.name) contains control characters or several lines")
        }
        return header.prefix + value
    }
}
