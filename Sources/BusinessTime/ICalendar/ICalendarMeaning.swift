/// What an event says about its days.
enum ICalendarMeaning {
    /// They are off, or the part of them that it covers is.
    case off
    /// They are worked, in the hours that it covers if it says any.
    case worked
    /// Nothing: an observance on which people work as ever.
    case nothing

    /// What programs of Google's write at the head of the description of days that are not off.
    private static let observances = ["observance", "season", "纪念日", "紀念日"]

    /// Reads what categories, Apple's mark, summary and status say.
    ///
    /// - Parameters:
    ///   - properties: those of the event.
    ///   - isWhole: whether it is of whole days.
    ///   - isMarked: whether the file marks days off as Apple's calendars do; others are not off.
    ///   - line: the event's own.
    /// - Returns: what it says.
    /// - Throws: `ICalendarError` where they contradict each other or say nothing that is understood.
    static func read(
        _ properties: [ICalendarProperty],
        isWhole: Bool,
        isMarked: Bool,
        line: Int
    ) throws(ICalendarError) -> ICalendarMeaning {
        func text(_ name: String) -> String? { properties.first { $0.name == name }?.text }
        let summary = properties.first { $0.name == "SUMMARY" }
        let name = summary?.text ?? ""
        func error(_ reason: String) -> ICalendarError {
            ICalendarError(line: summary?.line ?? line, reason: "event '\(name)' \(reason)")
        }

        let words = ICalendarWords(name)
        let mark = text("X-APPLE-SPECIAL-DAY")?.uppercased()
        guard mark == nil || mark == "ALTERNATE-WORKDAY" || mark == "WORK-HOLIDAY" else {
            throw error("has the mark '\(mark ?? "")', which is not known")
        }
        let categories = properties.filter { $0.name == "CATEGORIES" }
            .flatMap { $0.text.split(separator: ",") }.map { ICalendarWords(String($0)) }
        let isWorked =
            words.areWorked || mark == "ALTERNATE-WORKDAY"
            || categories.contains(where: \.areWorked)
        let isOff = words.areOff || mark == "WORK-HOLIDAY"
        if isWorked && isOff { throw error("says that its day is worked and that it is off") }
        if let part = words.part, isWhole {
            throw error("speaks of '\(part)' and covers the whole day; give it times")
        }
        if isWorked { return .worked }
        if let word = words.unclear, mark == nil {
            throw error("has '\(word)' in it and does not say whether its day is worked")
        }
        let isTentative = text("STATUS")?.uppercased() == "TENTATIVE"
        if isOff || words.areOfHoliday
            || categories.contains(where: { $0.areOff || $0.areOfHoliday })
        {
            if isTentative { throw error("is tentative: whether its day is off is open") }
            return .off
        }
        // Only now: what is worked or off by its words is so whatever else is said of it.
        let description = text("DESCRIPTION") ?? ""
        let head =
            description.split(whereSeparator: \.isNewline).first.map { $0.lowercased() } ?? ""
        if observances.contains(where: { head.hasPrefix($0) }) || (isMarked && isWhole) {
            return .nothing
        }
        let told = ICalendarWords(description)
        if told.areWorked, !told.areOff {
            throw error("speaks of work in its description alone; say 补班 or 休 in its summary")
        }
        if isTentative { throw error("is tentative: whether its day is off or worked is open") }
        if !isWhole {
            throw error("covers a part of a day and does not say whether that is worked or off")
        }
        return .off
    }
}
