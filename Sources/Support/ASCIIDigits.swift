/// Whether a byte is an ASCII digit.
package func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

/// The number that at most nine ASCII digits write.
package func number(_ digits: some Sequence<UInt8>) -> Int {
    digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
}
