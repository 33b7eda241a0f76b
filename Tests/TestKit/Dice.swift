/// Numbers that come again in the same order from the same seed (SplitMix64).
public struct Dice: RandomNumberGenerator, Sendable {
    private var state: UInt64

    public init(seed: UInt64) { state = seed }

    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }

    /// A number from zero to one below the limit.
    public mutating func below(_ limit: Int) -> Int { Int.random(in: 0..<limit, using: &self) }

    /// Whether it happens, so many times of a hundred.
    public mutating func happens(_ percent: Int) -> Bool { below(100) < percent }

    public mutating func one<Values: RandomAccessCollection>(of values: Values) -> Values.Element
    where Values.Index == Int, Values: Sendable {
        values[values.startIndex + below(values.count)]
    }

    /// Some of the values, at least one where there are any.
    public mutating func some<Value>(of values: [Value]) -> [Value] {
        Array(values.shuffled(using: &self).prefix(1 + below(max(1, values.count))))
    }
}
