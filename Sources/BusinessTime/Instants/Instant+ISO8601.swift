extension Instant: CustomStringConvertible {
    /// Reads `2026-11-22T10:15:00+08:00` and the like, or nothing if the text is not that.
    ///
    /// A space may stand for the `T`, seconds may be left out, fractions are cut to
    /// milliseconds, and the offset may be `Z`, `+08:00`, `+0800` or `+08`. Without an offset
    /// the text says no instant, so it is refused.
    public init?(iso8601 text: String) {
        var digits = DigitScanner(text.utf8)
        guard let year = digits.number(count: 4), digits.skip("-"),
            let month = digits.number(count: 2), digits.skip("-"),
            let day = digits.number(count: 2),
            let date = CivilDate(year: year, month: month, day: day),
            digits.skip("T") || digits.skip(" ") || digits.skip("t"),
            let hour = digits.number(count: 2), digits.skip(":"),
            let minute = digits.number(count: 2)
        else { return nil }
        var second = 0
        var fraction = 0
        if digits.skip(":") {
            guard let seconds = digits.number(count: 2) else { return nil }
            second = seconds
            if digits.skip(".") {
                guard let thousandths = digits.thousandths() else { return nil }
                fraction = thousandths
            }
        }
        guard let time = CivilTime(hour: hour, minute: minute, second: second),
            hour < 24 || fraction == 0, let offset = digits.offset(), digits.isAtEnd
        else { return nil }
        let wall = CivilDateTime(date: date, time: time).wall + Int64(fraction)
        self.init(milliseconds: wall - Int64(offset) * 1000)
    }

    /// The instant as `2026-11-22T10:15:00+08:00` in a zone, or with `Z` in UTC.
    ///
    /// Milliseconds are written only when they are not zero. Offsets that are not whole
    /// minutes (before about 1970) are cut to minutes.
    public func iso8601(in zone: ZoneRules = .utc) -> String {
        let civil = zone.civil(at: self)
        let time = civil.time
        var text = "\(civil.date)T\(time.hour.padded(to: 2)):\(time.minute.padded(to: 2))"
        text += ":\(time.second.padded(to: 2))"
        if time.millisecond != 0 { text += ".\(time.millisecond.padded(to: 3))" }
        let minutes = Int(zone.offset(at: self).milliseconds / 60_000)
        if minutes == 0 && (zone.name == "UTC" || zone.name == "Etc/UTC") { return text + "Z" }
        let ahead = minutes.magnitude
        return text + (minutes < 0 ? "-" : "+")
            + "\((ahead / 60).padded(to: 2)):\((ahead % 60).padded(to: 2))"
    }

    /// The instant in UTC as `2026-11-22T02:15:00Z`.
    public var description: String { iso8601() }
}

extension DigitScanner {
    /// Reads the digits after the point of a second, cut to three.
    fileprivate mutating func thousandths() -> Int? {
        var value = 0
        var read = 0
        while let digit = number(count: 1) {
            if read < 3 { value = value * 10 + digit }
            read += 1
        }
        guard read > 0 else { return nil }
        for _ in min(read, 3)..<3 { value *= 10 }
        return value
    }

    /// Reads `Z`, `+08:00`, `+0800` or `+08` as seconds.
    fileprivate mutating func offset() -> Int? {
        if skip("Z") || skip("z") { return 0 }
        let negative = skip("-")
        guard negative || skip("+"), let hour = number(count: 2), hour < 24 else { return nil }
        var minute = 0
        if skip(":") || !isAtEnd {
            guard let minutes = number(count: 2), minutes < 60 else { return nil }
            minute = minutes
        }
        let seconds = (hour * 60 + minute) * 60
        return negative ? -seconds : seconds
    }
}
