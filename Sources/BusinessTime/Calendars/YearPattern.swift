/// All that says which hours a run of years has, where nothing in it is of its own.
///
/// The Gregorian calendar repeats itself every 400 years to the weekday, and so do a week, yearly
/// holidays and the rule that a zone follows for ever: years with equal patterns have equal
/// tables, some eras apart.
struct YearPattern: Hashable {
    /// After how many years the calendar repeats itself.
    static let eraYears = 400
    /// The same in days: a whole number of weeks.
    static let eraDays = 146_097

    /// The years, counted within their era.
    let first: Int
    let count: Int
    /// The version of the week in force; -1 before the first one.
    let version: Int
    /// Whether the zone follows its last rule, rather than what held before its first change.
    let isAfterChanges: Bool
}

extension DateHours {
    /// The pattern of some years; nil where they have dates or changes of their own.
    func pattern(of years: Range<Int>) -> YearPattern? {
        // What runs over midnight, breaks of the next day and any offset reach less far.
        let first = CivilDate.days(year: years.lowerBound, month: 1, day: 1) - 4
        let last = CivilDate.days(year: years.upperBound, month: 1, day: 1) + 4
        let version = version(on: first)
        guard version == self.version(on: last), !hasDates(from: first, to: last),
            let isAfterChanges = zone.isAfterChanges(
                from: Int64(first) * 86_400_000,
                to: Int64(last) * 86_400_000
            )
        else { return nil }
        return YearPattern(
            first: years.lowerBound.remainderDown(by: YearPattern.eraYears),
            count: years.count,
            version: version,
            isAfterChanges: isAfterChanges
        )
    }
}

extension ZoneRules {
    /// Whether all of a stretch lies after the last known change, rather than before the first
    /// one; nil where changes lie within or around it.
    fileprivate func isAfterChanges(from: Int64, to: Int64) -> Bool? {
        guard let first = times.first, let last = times.last else { return true }
        return from >= last ? true : to < first ? false : nil
    }
}
