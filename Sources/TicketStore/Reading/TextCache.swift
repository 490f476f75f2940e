import Glibc

/// Keeps the strings that come again and again, so that reading them allocates nothing.
///
/// A direct-mapped table: what falls on the same place replaces what was there, so it neither
/// grows nor needs to know what is common.
struct TextCache {
    private var entries: [String]
    private let mask: Int

    init(places: Int) {
        precondition(places > 0 && places & (places - 1) == 0, "a power of two")
        entries = Array(repeating: "", count: places)
        mask = places - 1
    }

    mutating func text(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
        guard let start = bytes.baseAddress, bytes.count > 0 else { return "" }
        // Up to 15 bytes a string holds them itself: making it anew is the quickest.
        if bytes.count <= 15 { return String(decoding: bytes, as: UTF8.self) }
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
}

extension UnsafePointer<UInt8> {
    fileprivate func equals(_ other: UnsafePointer<UInt8>, _ count: Int) -> Bool {
        memcmp(self, other, count) == 0
    }
}
