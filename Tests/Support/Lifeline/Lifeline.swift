import Foundation
import Glibc

/// Ends a fixture with the tests that started it, even when those crash: `ChildProcess` holds the other end of our
/// standard input.
public enum Lifeline {
    /// From now on this process ends when standard input does.
    public static func hold() {
        Thread.detachNewThread {
            var byte: UInt8 = 0
            while true {
                let count = read(STDIN_FILENO, &byte, 1)
                if count == 0 || (count < 0 && errno != EINTR) { _exit(75) }
            }
        }
    }
}
