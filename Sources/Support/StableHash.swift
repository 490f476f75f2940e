/// FNV-1a, 64 bits: the same over restarts, which Swift's own hashes are not.
///
/// http://www.isthe.com/chongo/tech/comp/fnv/
package struct StableHash: Sendable {
    package private(set) var bits: UInt64 = 0xcbf2_9ce4_8422_2325

    package init() {}

    /// The hash as SQLite stores it.
    package var value: Int64 { Int64(bitPattern: bits) }

    package mutating func mix(_ byte: UInt8) {
        bits = (bits ^ UInt64(byte)) &* 0x100_0000_01b3
    }

    package mutating func mix(_ bytes: some Sequence<UInt8>) {
        for byte in bytes { mix(byte) }
    }

    package mutating func mix(_ number: Int64) {
        for shift in stride(from: 0, to: 64, by: 8) {
            mix(UInt8(truncatingIfNeeded: number >> Int64(shift)))
        }
    }

    package mutating func mix(_ text: String) {
        mix(text.utf8)
        // So that "ab", "c" is not "a", "bc".
        mix(UInt8(0x1F))
    }
}
