/// Keeps the sign of `-0`: the parser takes it as an integer, which has no such thing, and a double would lose it.
enum NegativeZero {
    /// A line in which each number `-0` outside of strings is written as `-0.0`. - Complexity: O(`line`)
    static func spelledOut(_ line: [UInt8]) -> [UInt8] {
        guard zip(line, line.dropFirst()).contains(where: { $0 == UInt8(ascii: "-") && $1 == UInt8(ascii: "0") }) else {
            return line
        }
        var spelled: [UInt8] = []
        spelled.reserveCapacity(line.count + 16)
        var isInString = false
        var place = 0
        while place < line.count {
            let byte = line[place]
            spelled.append(byte)
            place += 1
            if isInString {
                if byte == UInt8(ascii: "\\"), place < line.count {
                    spelled.append(line[place])
                    place += 1
                } else if byte == UInt8(ascii: "\"") {
                    isInString = false
                }
            } else if byte == UInt8(ascii: "\"") {
                isInString = true
            } else if byte == UInt8(ascii: "-"), isZero(line, at: place) {
                spelled.append(contentsOf: "0.0".utf8)
                place += 1
            }
        }
        return spelled
    }

    /// A zero stands there, and no more of a number behind it.
    private static func isZero(_ line: [UInt8], at place: Int) -> Bool {
        guard place < line.count, line[place] == UInt8(ascii: "0") else { return false }
        guard place + 1 < line.count else { return true }
        switch line[place + 1] {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"):
            return false
        default: return true
        }
    }
}
