import BusinessTime
import ServiceLevels
import Support
import TicketStore

/// The order of day, month and year in a date.
public enum DateOrder: String, Sendable, Hashable, CaseIterable {
    /// 2026-09-18, 26/9/18.
    case ymd
    /// 18/09/2026.
    case dmy
    /// 09/18/2026.
    case mdy
}

/// Reads times as spreadsheets and other systems write them.
struct ImportTime {
    /// The zone of times without an offset.
    let zone: ZoneRules
    /// The order of day and month; nil rejects ambiguous dates.
    let order: DateOrder?

    /// Reads a time.
    ///
    /// - Throws: `TicketStoreError` of code `refused` with the text.
    func parse(_ text: String) throws(TicketStoreError) -> Instant {
        if let instant = Instant(iso8601: text) { return instant }
        let plain = text.folded
        if let instant = try numeric(plain, text) { return instant }
        var tokens = ImportTimeTokens(plain)
        guard let clock = tokens.takeClock(), let (time, offset) = clock.read() else {
            if tokens.hasDateOnly { throw refusal(text, "says no time of day") }
            throw refusal(text, "is not a time")
        }
        let date = try date(tokens, text)
        let civil = CivilDateTime(date: date, time: time)
        guard let offset else { return zone.instant(of: civil) }
        return ZoneRules.utc.instant(of: civil) - .seconds(Int64(offset))
    }

    private func date(
        _ tokens: ImportTimeTokens,
        _ text: String
    ) throws(TicketStoreError) -> CivilDate {
        guard let parts = tokens.dateParts else { throw refusal(text, "is not a time") }
        let (a, b) = (parts.numbers[0], parts.numbers[1])
        if let month = parts.month {
            // The numbers are day and year; a year of two digits may be either.
            if a.digits == 4 { return try sound(a.value, month, b.value, text) }
            if b.digits == 4 || order != nil {
                return try sound(Self.year(b), month, a.value, text)
            }
            throw refusal(text, "may be of two dates: say --date-order")
        }
        let c = parts.numbers[2]
        if a.digits == 4 { return try sound(a.value, b.value, c.value, text) }
        let orders = order.map { [$0] } ?? (c.digits == 4 ? [.dmy, .mdy] : DateOrder.allCases)
        let dates = Set(
            orders.compactMap { order in
                switch order {
                case .ymd: c.digits == 4 ? nil : civil(Self.year(a), b.value, c.value)
                case .dmy: civil(Self.year(c), b.value, a.value)
                case .mdy: civil(Self.year(c), a.value, b.value)
                }
            }
        )
        if dates.count == 1, let date = dates.first { return date }
        guard dates.isEmpty else {
            let meanings = dates.sorted().map(\.description).joined(separator: " or ")
            throw refusal(text, "may be \(meanings): say --date-order")
        }
        throw refusal(text, "is not a time")
    }

    private func sound(
        _ year: Int,
        _ month: Int,
        _ day: Int,
        _ text: String
    ) throws(TicketStoreError) -> CivilDate {
        guard let date = civil(year, month, day) else { throw refusal(text, "is not a time") }
        return date
    }

    private func civil(_ year: Int, _ month: Int, _ day: Int) -> CivilDate? {
        CivilDate(year: year, month: month, day: day)
    }

    private static func year(_ number: ImportTimeTokens.Number) -> Int {
        number.digits <= 2 ? 2000 + number.value : number.value
    }

    /// Milliseconds or seconds since 1970, `20260918090500`, or Excel's days since 1900.
    private func numeric(
        _ plain: String,
        _ text: String
    ) throws(TicketStoreError) -> Instant? {
        // In half of Europe the fraction follows a comma.
        let point = plain.split(separator: ",", omittingEmptySubsequences: false)
            .joined(separator: ".")
        let parts = point.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count <= 2, parts.allSatisfy({ $0.allSatisfy(\.isASCII) }),
            parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy(\.isNumber) }),
            let whole = Int(parts[0])
        else { return nil }
        let digits = parts[0].count
        if parts.count == 1 {
            switch digits {
            case 8: throw refusal(text, "says no time of day")
            case 10: return Instant(milliseconds: Int64(whole) * 1000)
            case 13: return Instant(milliseconds: Int64(whole))
            case 12, 14: return try compact(digits == 12 ? whole * 100 : whole, text)
            default: break
            }
        }
        guard digits == 5, let days = Double(point) else { throw refusal(text, "is not a time") }
        let date = Self.excelEpoch.adding(days: whole)
        let seconds = Int(((days - Double(whole)) * 86_400).rounded())
        guard let time = CivilTime(millisecondOfDay: seconds * 1000) else { return nil }
        return zone.instant(of: CivilDateTime(date: date, time: time))
    }

    /// Day 0.
    ///
    /// Excel assumes a 29 February 1900, so that for later dates day 1 was 31 December.
    private static let excelEpoch = CivilDate(daysSinceEpoch: -25_569)

    private func compact(_ number: Int, _ text: String) throws(TicketStoreError) -> Instant {
        let (day, clock) = (number / 1_000_000, number % 1_000_000)
        let date = civil(day / 10_000, day / 100 % 100, day % 100)
        let time = CivilTime(hour: clock / 10_000, minute: clock / 100 % 100, second: clock % 100)
        guard let date, let time else { throw refusal(text, "is not a time") }
        return zone.instant(of: CivilDateTime(date: date, time: time))
    }

    private func refusal(_ text: String, _ reason: String) -> TicketStoreError {
        TicketStoreError(
            .refused,
            "'\(String(text.prefix(60)))' \(reason)",
            hint: "write 2026-11-22T10:15:00+08:00, or 2026-11-22 10:15 for \(zone.name)"
        )
    }
}
