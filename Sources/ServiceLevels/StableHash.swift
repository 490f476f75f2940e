/// FNV-1a, 64 bits: the same over restarts, which Swift's own hashes are not.
struct StableHash {
    private var bits: UInt64 = 0xcbf2_9ce4_8422_2325

    var value: Int64 { Int64(bitPattern: bits) }

    mutating func mix(_ text: String) {
        for byte in text.utf8 { mix(byte) }
        // So that "ab", "c" is not "a", "bc".
        mix(UInt8(0x1F))
    }

    mutating func mix(_ number: Int64) {
        for shift in stride(from: 0, to: 64, by: 8) {
            mix(UInt8(truncatingIfNeeded: number >> Int64(shift)))
        }
    }

    private mutating func mix(_ byte: UInt8) {
        bits = (bits ^ UInt64(byte)) &* 0x100_0000_01b3
    }
}
