/// Why a calendar's definition cannot be used.
public enum CalendarError: Error, Hashable, CustomStringConvertible {
    /// There is no open time in any year from 1 to 9999.
    case neverOpen(calendar: String)
    /// Hours begin at 24:00, which is the next day's 00:00.
    case opensAtEndOfDay(calendar: String, hours: OpenHours)
    /// Two weeks are effective from the same date; nothing stands for "always".
    case duplicateVersion(calendar: String, effectiveFrom: CivilDate?)
    /// A make-up day has no hours, because the week of its date has none to lend.
    case makeUpDayWithoutHours(calendar: String, date: CivilDate)

    /// A message that names the calendar and the value that is wrong.
    public var description: String {
        switch self {
        case .neverOpen(let calendar):
            "calendar '\(calendar)' is never open"
        case .opensAtEndOfDay(let calendar, let hours):
            "calendar '\(calendar)': hours \(hours) begin at 24:00; write 00:00 of the next day"
        case .duplicateVersion(let calendar, let date?):
            "calendar '\(calendar)': two weeks are effective from \(date)"
        case .duplicateVersion(let calendar, nil):
            "calendar '\(calendar)': two weeks have no effective date"
        case .makeUpDayWithoutHours(let calendar, let date):
            "calendar '\(calendar)': make-up day \(date) has no hours; set the make-up hours"
        }
    }
}
