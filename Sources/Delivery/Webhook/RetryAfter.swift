public import BusinessTime

/// Reads the `Retry-After` header, RFC 9110 section 10.2.3: seconds or a date.
public enum RetryAfter {
    /// The longest wait that a server is granted.
    public static let limit = TimeSpan.hours(1)

    /// How long to wait from `now`, within zero and `limit`; nil where the text is neither form.
    public static func parse(_ text: String, now: Instant) -> TimeSpan? {
        let bytes = Array(text.utf8.prefix(65))
        guard bytes.count <= 64 else { return nil }
        let trimmed = trim(bytes)
        guard !trimmed.isEmpty else { return nil }
        if trimmed.allSatisfy(isDigit) {
            // Nine digits are 31 years; more of them would only be clamped the same.
            let significant = trimmed.drop { $0 == UInt8(ascii: "0") }
            guard significant.count <= 9 else { return limit }
            return clamp(.seconds(Int64(number(significant))))
        }
        guard let date = HTTPDate.parse(trimmed, now: now) else { return nil }
        return clamp(date - now)
    }

    private static func clamp(_ span: TimeSpan) -> TimeSpan {
        min(max(span, .zero), limit)
    }

    private static func trim(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
        func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
        let start = bytes.drop(while: isBlank)
        guard let last = start.lastIndex(where: { !isBlank($0) }) else { return [] }
        return start[...last]
    }
}

/// Whether a byte is an ASCII digit.
func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

/// The number that at most nine ASCII digits write.
func number(_ digits: some Sequence<UInt8>) -> Int {
    digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
}
