/// What an administrator wrote down about a calendar: hours, holidays, exceptions.
///
/// `BusinessCalendar` compiles it. Of several entries for one date the most particular counts:
/// `dated`, then `makeUpDays`, then `holidays` and `yearlyHolidays`, then the week. `breaks`
/// are taken away from whatever results.
public struct CalendarDefinition: Sendable, Hashable {
    /// A week of opening hours, in force from a date until the next version.
    public struct Version: Sendable, Hashable {
        /// The first date with this week; nothing for the version that was always in force.
        public var effectiveFrom: CivilDate?
        /// The opening hours by weekday; a weekday without any is closed.
        public var week: [Weekday: [OpenHours]]

        /// Makes a version of the week.
        public init(effectiveFrom: CivilDate? = nil, week: [Weekday: [OpenHours]]) {
            self.effectiveFrom = effectiveFrom
            self.week = week
        }
    }

    /// The name by which policies refer to the calendar.
    public var name: String
    /// The time zone of all its dates and times.
    public var zone: ZoneRules
    /// The weeks, each from its own date on; before the first of them the calendar is closed.
    public var versions: [Version]
    /// Dates that are closed all day, with their names.
    public var holidays: [CivilDate: String]
    /// Days that are closed every year, with their names.
    public var yearlyHolidays: [MonthDay: String]
    /// Dates with hours of their own, holiday or not; none at all means closed.
    public var dated: [CivilDate: [OpenHours]]
    /// Dates that are worked although weekday or holiday say otherwise, with their names.
    public var makeUpDays: [CivilDate: String]
    /// The hours of `makeUpDays`; without them those of the first weekday that has any.
    public var makeUpHours: [OpenHours]?
    /// Stretches of single dates that are taken away from the opening hours.
    public var breaks: [CivilDate: [OpenHours]]
    /// The years for which the holidays are known; empty where that is not claimed.
    public var holidayYears: Set<Int>

    /// Makes a calendar's definition from its parts.
    public init(
        name: String,
        zone: ZoneRules,
        versions: [Version],
        holidays: [CivilDate: String] = [:],
        yearlyHolidays: [MonthDay: String] = [:],
        dated: [CivilDate: [OpenHours]] = [:],
        makeUpDays: [CivilDate: String] = [:],
        makeUpHours: [OpenHours]? = nil,
        breaks: [CivilDate: [OpenHours]] = [:],
        holidayYears: Set<Int> = []
    ) {
        self.name = name
        self.zone = zone
        self.versions = versions
        self.holidays = holidays
        self.yearlyHolidays = yearlyHolidays
        self.dated = dated
        self.makeUpDays = makeUpDays
        self.makeUpHours = makeUpHours
        self.breaks = breaks
        self.holidayYears = holidayYears
    }

    /// Makes the definition of a calendar with one week and nothing else.
    public init(name: String, zone: ZoneRules, week: [Weekday: [OpenHours]]) {
        self.init(name: name, zone: zone, versions: [Version(week: week)])
    }

    /// Adds holidays, make-up days, parts of days off, and the years they are known for.
    public mutating func add(_ table: HolidayTable) {
        holidays.merge(table.holidays) { _, new in new }
        makeUpDays.merge(table.workdays) { _, new in new }
        dated.merge(table.hours) { _, new in new }
        breaks.merge(table.partsOff) { old, new in old + new }
        holidayYears.formUnion(table.years)
    }
}
