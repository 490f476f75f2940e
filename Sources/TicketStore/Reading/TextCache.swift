import Glibc

/// Caches recurring strings, so that reading them allocates nothing.
///
/// A direct-mapped table: a new entry replaces the old one in its place. It does not grow and needs
/// no statistics.
struct TextCache {
    /// A text of up to 15 bytes, identified by its length and its first and last bytes.
    private struct Short {
        var count = 0
        var first: UInt64 = 0
        var last: UInt64 = 0
        var text = ""
    }

    private var shorts: [Short]
    private var entries: [String]
    private let mask: Int

    init(places: Int) {
        precondition(places > 0 && places & (places - 1) == 0, "a power of two")
        shorts = Array(repeating: Short(), count: places)
        entries = Array(repeating: "", count: places)
        mask = places - 1
    }

    mutating func text(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
        guard let start = bytes.baseAddress, bytes.count > 0 else { return "" }
        if bytes.count <= 15 { return short(start, bytes.count) }
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        let place = Int(truncatingIfNeeded: hash ^ (hash >> 32)) & mask
        let known = entries[place].utf8.withContiguousStorageIfAvailable { utf8 in
            utf8.count == bytes.count
                && utf8.baseAddress.map { start.equals($0, bytes.count) } == true
        }
        if known == true { return entries[place] }
        let text = String(decoding: bytes, as: UTF8.self)
        entries[place] = text
        return text
    }

    /// A short string needs no allocation, yet looking it up is faster than making it, which
    /// validates every byte.
    private mutating func short(_ start: UnsafePointer<UInt8>, _ count: Int) -> String {
        let bytes = UnsafeRawPointer(start)
        let first: UInt64
        let last: UInt64
        // They may overlap.
        if count >= 8 {
            first = bytes.loadUnaligned(as: UInt64.self)
            last = (bytes + count - 8).loadUnaligned(as: UInt64.self)
        } else if count >= 4 {
            first = UInt64(bytes.loadUnaligned(as: UInt32.self))
            last = UInt64((bytes + count - 4).loadUnaligned(as: UInt32.self))
        } else {
            first = UInt64(start[0]) << 8 | UInt64(start[count / 2])
            last = UInt64(start[count - 1])
        }
        let hash = (first ^ (last << 7 | last >> 57)) &* 0x9e37_79b9_7f4a_7c15
        let place = Int(truncatingIfNeeded: hash >> 32) & mask
        let isKnown =
            shorts[place].count == count && shorts[place].first == first
            && shorts[place].last == last
        if !isKnown {
            let text = String(
                decoding: UnsafeBufferPointer(start: start, count: count),
                as: UTF8.self
            )
            shorts[place] = Short(count: count, first: first, last: last, text: text)
        }
        return shorts[place].text
    }
}

extension UnsafePointer<UInt8> {
    fileprivate func equals(_ other: UnsafePointer<UInt8>, _ count: Int) -> Bool {
        memcmp(self, other, count) == 0
    }
}
