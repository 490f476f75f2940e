public import BusinessTime

/// A seeded generator, so that a failing property can be run again.
///
/// https://prng.di.unimi.it/splitmix64.c
public struct SplitMix64: RandomNumberGenerator {
    private var state: UInt64

    /// Makes a generator: the same numbers for the same seed.
    public init(seed: UInt64) { state = seed }

    /// The next number.
    public mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }

    /// A number of a range.
    public mutating func number(_ range: ClosedRange<Int>) -> Int {
        Int.random(in: range, using: &self)
    }

    /// True once in so many times.
    public mutating func oneIn(_ count: Int) -> Bool { number(1...count) == 1 }

    /// One of some values.
    public mutating func pick<Value>(_ values: [Value]) -> Value {
        values[number(0...(values.count - 1))]
    }

    /// An instant of a range.
    public mutating func instant(_ range: ClosedRange<Instant>) -> Instant {
        Instant(
            milliseconds: Int64.random(
                in: range.lowerBound.milliseconds...range.upperBound.milliseconds,
                using: &self
            )
        )
    }
}
