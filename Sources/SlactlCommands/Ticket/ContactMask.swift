/// Hides the middle of contact data (S0, S1-11).
enum ContactMask {
    /// `138****5678`, `l***@x.com`; whatever is neither keeps its first letter only.
    static func mask(_ text: String) -> String {
        text.split(separator: " ", omittingEmptySubsequences: false)
            .map { maskWord($0) }.joined(separator: " ")
    }

    private static func maskWord(_ word: Substring) -> String {
        if let at = word.firstIndex(of: "@") {
            return String(word.prefix(1)) + "***" + word[at...]
        }
        let digits = word.filter(\.isNumber)
        if digits.count >= 7, digits.count * 2 > word.count {
            // Of a short number, fewer digits at the ends: half of it stays hidden.
            let head = digits.count >= 11 ? 3 : 1
            let tail = digits.count >= 11 ? 4 : 2
            return String(digits.prefix(head)) + "****" + String(digits.suffix(tail))
        }
        return word.count <= 1 ? String(word) : String(word.prefix(1)) + "***"
    }
}
