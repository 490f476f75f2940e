/// Hides contact data in what leaves the ticket store (S0, S1-11).
public enum ContactMask {
    /// The value of a contact field: `138****5678`, `l***@x.com`, else the first letter only.
    public static func maskedContact(_ text: String) -> String {
        text.split(separator: " ", omittingEmptySubsequences: false).map { word in
            let masked = self.masked(String(word))
            // Whatever does not look like a number or an address may still be an account's name.
            return masked != word || word.count <= 1 ? masked : word.prefix(1) + "***"
        }.joined(separator: " ")
    }

    /// The text with telephone numbers as `138****5678` and mail addresses as `l***@x.com`.
    public static func masked(_ text: String) -> String {
        var result = ""
        var run: [Character] = []
        func flush() {
            result += run.contains("@") ? maskedMail(run) : maskedNumber(run)
            run = []
        }
        for character in text {
            if character.isASCII,
                character.isLetter || character.isNumber || "@._%+-".contains(character)
            {
                run.append(character)
            } else {
                flush()
                result.append(character)
            }
        }
        flush()
        return result
    }

    /// Hides the middle of a number of seven digits or more; ids with a date in front stay.
    private static func maskedNumber(_ run: [Character]) -> String {
        let digits = run.indices.filter { run[$0].isNumber }
        let others = run.count - digits.count
        // Eleven digits that begin with 20 are a ticket's id, not a telephone number.
        let isID = others == 0 && digits.count >= 11 && String(run.prefix(2)) == "20"
        guard digits.count >= 7, run.allSatisfy({ !$0.isLetter }), !isID else {
            return String(run)
        }
        let shown = digits.count >= 11 ? (3, 4) : (2, 2)
        var masked = run
        for index in digits.dropFirst(shown.0).dropLast(shown.1) { masked[index] = "*" }
        return String(masked)
    }

    private static func maskedMail(_ run: [Character]) -> String {
        guard let at = run.firstIndex(of: "@"), at > 0 else { return String(run) }
        return String(run[0]) + "***" + String(run[at...])
    }
}
