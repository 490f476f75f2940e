public import BusinessTime
import Support

/// Reads the `Retry-After` header, RFC 9110 section 10.2.3: seconds or a date.
public enum RetryAfter {
    /// The longest wait that a server is granted.
    public static let limit = TimeSpan.hours(1)

    /// How long to wait from `now`, within zero and `limit`; nil if the text is neither form.
    public static func parse(_ text: String, now: Instant) -> TimeSpan? {
        guard text.utf8.count <= 64 else { return nil }
        let trimmed = Array(text.trimmingBlanks.utf8)[...]
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
}
