/// A day of the week, numbered as in ISO 8601: Monday is 1.
public enum Weekday: Int, Sendable, Hashable, CaseIterable {
    /// The first day of the ISO week.
    case monday = 1
    /// The day after Monday.
    case tuesday
    /// The day after Tuesday.
    case wednesday
    /// The day after Wednesday.
    case thursday
    /// The day after Thursday.
    case friday
    /// The day after Friday.
    case saturday
    /// The last day of the ISO week.
    case sunday
}
