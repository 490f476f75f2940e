/// The time zones that an iCalendar file names, and how its times read on the calendar's wall.
struct ICalendarZones {
    /// How far a zone is ahead of UTC.
    private enum Rules {
        case zone(ZoneRules)
        /// What the file's own `VTIMEZONE` says, where that never changes.
        case fixed(Int64)
    }

    /// The zone of the calendar that the file is read for.
    let zone: ZoneRules
    private var known: [String: Rules] = [:]

    /// Finds the zones of all properties.
    ///
    /// Names are those of the system where it has them. Outlook and others invent names; of these
    /// the file's `VTIMEZONE` says the offset.
    init(_ properties: [ICalendarProperty], zone: ZoneRules) {
        self.zone = zone
        var offsets: [String: Set<Int64>] = [:]
        var places: [String: String] = [:]
        var current: String?
        for property in properties {
            switch property.name {
            case "TZID": current = property.value
            case "X-LIC-LOCATION": places[current ?? ""] = property.value
            case "TZOFFSETTO":
                // What cannot be read makes the zone unknown, not wrong.
                offsets[current ?? "", default: []].insert(Self.offset(property.value) ?? .min)
            default: break
            }
        }
        for name in Set(properties.compactMap { $0.parameters["TZID"] }) {
            let parts = name.split(separator: "/")
            let tail = parts.suffix(2).joined(separator: "/")
            let candidates: [String] = [name, places[name] ?? name, tail]
            if let rules = candidates.lazy.compactMap(Self.rules).first {
                known[name] = .zone(rules)
            } else if let all = offsets[name], all.count == 1, let offset = all.first,
                offset != .min
            {
                known[name] = .fixed(offset)
            }
        }
    }

    /// A time of the zone that a property names, on the calendar's wall.
    ///
    /// A time without a zone is meant on whatever wall one looks at. Nil where nobody knows the zone.
    func wall(_ time: CivilDateTime, isUTC: Bool, in name: String?) -> CivilDateTime? {
        if isUTC { return zone.civil(at: Instant(milliseconds: time.wall)) }
        guard let name, name != zone.name else { return time }
        switch known[name] {
        case .zone(let rules): return zone.civil(at: rules.instant(of: time))
        case .fixed(let offset): return zone.civil(at: Instant(milliseconds: time.wall - offset))
        case nil: return nil
        }
    }

    private static func rules(_ name: String) -> ZoneRules? {
        try? ZoneRules(named: name)
    }

    /// Reads `+0800` or `-033015` as milliseconds.
    private static func offset(_ text: String) -> Int64? {
        var digits = DigitScanner(text.utf8)
        let isBehind = digits.skip("-")
        guard isBehind || digits.skip("+"), let hour = digits.number(count: 2),
            let minute = digits.number(count: 2)
        else { return nil }
        let second = digits.isAtEnd ? 0 : digits.number(count: 2)
        guard let second, digits.isAtEnd else { return nil }
        let ahead = Int64((hour * 60 + minute) * 60 + second) * 1000
        return isBehind ? -ahead : ahead
    }
}
