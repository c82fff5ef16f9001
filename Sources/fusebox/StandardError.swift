import Foundation

/// Writes one line to standard error.
func complain(_ line: String) {
    FileHandle.standardError.write(Data("fusebox: \(line)\n".utf8))
}
