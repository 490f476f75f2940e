/// Holidays and make-up working days as a government publishes them, year by year.
public struct HolidayTable: Sendable, Hashable {
    /// Dates off, with their names.
    public var holidays: [CivilDate: String]
    /// Dates worked although they are weekend or holiday, with their names.
    public var workdays: [CivilDate: String]
    /// The hours of those worked dates of which the table says them.
    public var hours: [CivilDate: [OpenHours]]
    /// Stretches of dates that are off though the rest of the day is not.
    public var partsOff: [CivilDate: [OpenHours]]
    /// The years that the table speaks for.
    public var years: Set<Int>

    /// Makes a table from its parts.
    public init(
        holidays: [CivilDate: String] = [:],
        workdays: [CivilDate: String] = [:],
        hours: [CivilDate: [OpenHours]] = [:],
        partsOff: [CivilDate: [OpenHours]] = [:],
        years: Set<Int> = []
    ) {
        self.holidays = holidays
        self.workdays = workdays
        self.hours = hours
        self.partsOff = partsOff
        self.years = years
    }
}
