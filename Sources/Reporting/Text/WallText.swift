package import BusinessTime
package import ServiceLevels

/// Formats moments and stretches by the wall clock of a zone.
package struct WallText {
    package let zone: ZoneRules
    /// The language of weekdays.
    package var language = Language.english
    /// Whether to append the zone's name to each moment.
    package var isNamed = false

    package init(zone: ZoneRules, language: Language = .english, isNamed: Bool = false) {
        self.zone = zone
        self.language = language
        self.isNamed = isNamed
    }

    /// The moment as `2026-11-22 10:15`, with seconds only where they are not zero.
    package func text(_ instant: Instant) -> String {
        let civil = zone.civil(at: instant)
        return "\(civil.date) \(text(civil.time))" + (isNamed ? " \(zone.name)" : "")
    }

    /// The moment with its weekday: `2026-11-22 Sun 10:15`.
    package func dayText(_ instant: Instant) -> String {
        let civil = zone.civil(at: instant)
        return "\(dayText(civil.date)) \(text(civil.time))"
    }

    /// The date with its weekday: `2026-11-22 Sun`.
    package func dayText(_ date: CivilDate) -> String {
        "\(date) \(name(of: date.weekday))"
    }

    /// The stretch: `2026-11-20 Fri 16:30 - 18:00`.
    package func text(_ interval: OpenInterval) -> String {
        let open = zone.civil(at: interval.open)
        let close = zone.civil(at: interval.close)
        if close.date == open.date { return "\(dayText(interval.open)) - \(text(close.time))" }
        if close.time == .midnight, close.date == open.date.adding(days: 1) {
            return "\(dayText(interval.open)) - \(CivilTime.endOfDay)"
        }
        return "\(dayText(interval.open)) - \(dayText(interval.close))"
    }

    /// The time without milliseconds.
    private func text(_ time: CivilTime) -> String {
        let whole = time.millisecondOfDay / 1000 * 1000
        return (CivilTime(millisecondOfDay: whole) ?? time).description
    }

    private func name(of day: Weekday) -> String {
        let english = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
        let chinese = ["周一", "周二", "周三", "周四", "周五", "周六", "周日"]
        return (language == .chinese ? chinese : english)[day.rawValue - 1]
    }
}
