/// Holidays and make-up working days as a government publishes them, year by year.
public struct HolidayTable: Sendable, Hashable {
    /// Dates off, with their names.
    public var holidays: [CivilDate: String]
    /// Dates worked although they are weekend or holiday, with their names.
    public var workdays: [CivilDate: String]
    /// The years that the table speaks for.
    public var years: Set<Int>

    /// Makes a table from its parts.
    public init(
        holidays: [CivilDate: String] = [:],
        workdays: [CivilDate: String] = [:],
        years: Set<Int> = []
    ) {
        self.holidays = holidays
        self.workdays = workdays
        self.years = years
    }
}
