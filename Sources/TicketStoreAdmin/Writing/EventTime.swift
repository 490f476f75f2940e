public import BusinessTime
public import TicketStore

/// Reads and validates times given by people.
public enum EventTime {
    /// Nothing in a ticket is older.
    public static let earliest = Instant(milliseconds: 946_684_800_000)
    /// Slightly later times are accepted: clocks differ.
    public static let tolerance = TimeSpan.days(1)

    /// Reads ISO 8601 with an offset, or date and time in the store's zone.
    ///
    /// Examples: `2026-11-22T10:15:00+08:00`, `2026-11-22 10:15`, `2026/11/2 9:05` and `2026年11月22日
    /// 10:15`. A date alone is rejected, as it gives no time.
    ///
    /// - Throws: `TicketStoreError` of code `refused` with the text.
    public static func parse(_ text: String, in zone: ZoneRules) throws(TicketStoreError) -> Instant
    {
        if let instant = Instant(iso8601: text) { return instant }
        var normal = ""
        for character in text {
            switch character {
            case "/", ".", "年", "月": normal.append("-")
            case "日", "T", "t", "\u{3000}", "\u{00A0}": normal.append(" ")
            case "：": normal.append(":")
            default: normal.append(character)
            }
        }
        let parts = normal.split(separator: " ")
        if parts.count == 2, let date = date(parts[0]), let time = CivilTime(String(parts[1])) {
            return zone.instant(of: CivilDateTime(date: date, time: time))
        }
        throw TicketStoreError(
            .refused,
            "'\(text)' is not a time",
            hint: "write 2026-11-22T10:15:00+08:00, or 2026-11-22 10:15 for \(zone.name)"
        )
    }

    private static func date(_ text: Substring) -> CivilDate? {
        let numbers = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
        guard numbers.count == 3, let year = numbers[0], let month = numbers[1],
            let day = numbers[2], year >= 1000
        else { return nil }
        return CivilDate(year: year, month: month, day: day)
    }

    /// Rejects a time that must be a mistake.
    ///
    /// - Throws: `TicketStoreError` of code `refused` for a time before 2000 or after tomorrow.
    public static func check(
        _ time: Instant,
        now: Instant,
        in zone: ZoneRules? = nil
    ) throws(TicketStoreError) {
        if time < earliest {
            throw TicketStoreError(
                .refused,
                "\(text(time, zone)) is before 2000",
                hint: "check the year"
            )
        }
        if time > now + tolerance {
            throw TicketStoreError(
                .refused,
                "\(text(time, zone)) is in the future",
                hint: "give the time at which it happened; what is promised goes into --due"
            )
        }
    }

    /// Rejects a limit that ends before it begins.
    ///
    /// - Throws: `TicketStoreError` of code `refused`.
    public static func check(
        due: Instant,
        at time: Instant,
        in zone: ZoneRules? = nil
    ) throws(TicketStoreError) {
        if due <= time {
            throw TicketStoreError(
                .refused,
                "due \(text(due, zone)) is not after \(text(time, zone)), when it was said",
                hint: "give a later --due, or the time it was said with --at"
            )
        }
        if due > time + .days(3660) {
            throw TicketStoreError(
                .refused,
                "due \(text(due, zone)) is more than ten years away",
                hint: "check the year"
            )
        }
    }

    private static func text(_ time: Instant, _ zone: ZoneRules?) -> String {
        zone.map { time.iso8601(in: $0) } ?? time.iso8601()
    }
}
