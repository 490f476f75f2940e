/// Reads fixed forms of digits and separators from the front of a text.
struct DigitScanner {
    private let bytes: [UInt8]
    private var next = 0

    init(_ text: some Sequence<UInt8>) {
        bytes = Array(text)
    }

    /// Whether everything has been read.
    var isAtEnd: Bool { next == bytes.count }

    /// The byte that comes next.
    var peek: UInt8? { next < bytes.count ? bytes[next] : nil }

    /// How many bytes have been read.
    var position: Int { next }

    /// Reads the separator if it comes next.
    mutating func skip(_ separator: Unicode.Scalar) -> Bool {
        guard let byte = peek, UInt32(byte) == separator.value else { return false }
        next += 1
        return true
    }

    /// Reads exactly so many digits.
    mutating func number(count: Int) -> Int? {
        number(count: count...count)
    }

    /// Reads as many digits as come next, if their number lies in the range (18 at the most).
    mutating func number(count: ClosedRange<Int>) -> Int? {
        var value = 0
        var read = 0
        while let byte = peek, (0x30...0x39).contains(byte), read < min(count.upperBound, 18) {
            value = value * 10 + Int(byte - 0x30)
            next += 1
            read += 1
        }
        return count.contains(read) ? value : nil
    }
}
