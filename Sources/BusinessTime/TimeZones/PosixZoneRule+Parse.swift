extension PosixZoneRule {
    /// Reads the TZ string of a footer, such as `CET-1CEST,M3.5.0,M10.5.0/3`.
    ///
    /// - Throws: `ZoneFile.Flaw` where it is not one.
    init(_ text: [UInt8]) throws(ZoneFile.Flaw) {
        var reader = Reader(text)
        try reader.skipName()
        guard let standard = reader.seconds(largestHour: 24) else { throw reader.flaw }
        // POSIX counts west of Greenwich as positive.
        self.standard = Int64(-standard) * 1000
        guard !reader.isAtEnd else { return }

        try reader.skipName()
        var daylight = standard - 3600
        if !reader.isAtEnd, reader.peek != UInt8(ascii: ",") {
            guard let given = reader.seconds(largestHour: 24) else { throw reader.flaw }
            daylight = given
        }
        // A rule left out means the American one, as in tzcode's TZDEFRULESTRING.
        var begin = Change(day: .weekday(month: 3, week: 2, day: 0), second: 7200)
        var end = Change(day: .weekday(month: 11, week: 1, day: 0), second: 7200)
        if !reader.isAtEnd {
            begin = try reader.change()
            end = try reader.change()
        }
        guard reader.isAtEnd else { throw reader.flaw }
        self.daylight = Daylight(offset: Int64(-daylight) * 1000, begin: begin, end: end)
    }
}

/// Reads the parts of a POSIX TZ string.
private struct Reader {
    private let text: [UInt8]
    private var digits: DigitScanner

    init(_ text: [UInt8]) {
        self.text = text
        digits = DigitScanner(text)
    }

    var isAtEnd: Bool { digits.isAtEnd }
    var peek: UInt8? { digits.peek }

    /// What to report when the string goes wrong.
    var flaw: ZoneFile.Flaw {
        ZoneFile.Flaw("footer '\(String(decoding: text, as: UTF8.self))' at \(digits.position)")
    }

    /// Skips `CST` or `<+0330>`; three characters at the least.
    mutating func skipName() throws(ZoneFile.Flaw) {
        let quoted = digits.skip("<")
        var length = 0
        while let byte = peek {
            let letter = (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
            let sign = byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")
            let digit = (0x30...0x39).contains(byte)
            guard letter || (quoted && (sign || digit)) else { break }
            _ = digits.skip(Unicode.Scalar(byte))
            length += 1
        }
        guard length >= 3, !quoted || digits.skip(">") else { throw flaw }
    }

    /// Reads `[+-]hh[:mm[:ss]]` as seconds.
    mutating func seconds(largestHour: Int) -> Int? {
        let negative = digits.skip("-")
        if !negative { _ = digits.skip("+") }
        guard let hour = digits.number(count: 1...3), hour <= largestHour else { return nil }
        var total = hour * 3600
        if digits.skip(":") {
            guard let minute = digits.number(count: 1...2), minute < 60 else { return nil }
            total += minute * 60
            if digits.skip(":") {
                guard let second = digits.number(count: 1...2), second < 60 else { return nil }
                total += second
            }
        }
        return negative ? -total : total
    }

    /// Reads `,M3.2.0/2`, `,J60` or `,59/-1`.
    mutating func change() throws(ZoneFile.Flaw) -> PosixZoneRule.Change {
        guard digits.skip(","), let day = day() else { throw flaw }
        guard digits.skip("/") else { return PosixZoneRule.Change(day: day, second: 7200) }
        guard let second = seconds(largestHour: 167) else { throw flaw }
        return PosixZoneRule.Change(day: day, second: second)
    }

    private mutating func day() -> PosixZoneRule.Day? {
        if digits.skip("J") {
            guard let day = digits.number(count: 1...3), (1...365).contains(day) else {
                return nil
            }
            return .julian(day)
        }
        guard digits.skip("M") else {
            guard let day = digits.number(count: 1...3), day <= 365 else { return nil }
            return .zeroBased(day)
        }
        guard let month = digits.number(count: 1...2), (1...12).contains(month), digits.skip("."),
            let week = digits.number(count: 1), (1...5).contains(week), digits.skip("."),
            let day = digits.number(count: 1), day <= 6
        else { return nil }
        return .weekday(month: month, week: week, day: day)
    }
}
