/// Small numbers for values that many things share, for as long as anything holds them.
struct Interned<Value: Hashable & Sendable>: Sendable {
    private var numbers: [Value: Int32] = [:]
    private var values: ContiguousArray<Value?> = []
    private var holders: ContiguousArray<Int32> = []
    private var free: [Int32] = []

    /// Numbers are below this.
    var limit: Int { values.count }

    subscript(number: Int32) -> Value? { values[Int(number)] }

    /// The value's number, which is its own until as many have let it go as have held it.
    mutating func hold(_ value: Value) -> Int32 {
        if let number = numbers[value] {
            holders[Int(number)] += 1
            return number
        }
        let number = free.popLast() ?? Int32(values.count)
        if Int(number) == values.count {
            values.append(value)
            holders.append(1)
        } else {
            values[Int(number)] = value
            holders[Int(number)] = 1
        }
        numbers[value] = number
        return number
    }

    mutating func letGo(_ number: Int32) {
        holders[Int(number)] -= 1
        guard holders[Int(number)] == 0, let value = values[Int(number)] else { return }
        numbers[value] = nil
        values[Int(number)] = nil
        free.append(number)
    }
}
