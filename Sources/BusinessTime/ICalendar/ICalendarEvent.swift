/// An event of an iCalendar file.
struct ICalendarEvent {
    /// The line on which it begins.
    let line: Int
    /// What it is known by; empty where the file says none.
    let uid: String
    /// Which revision of the event it is; the highest counts.
    let sequence: Int
    /// Whether it does not take place.
    let isCancelled: Bool
    /// The date of the recurring event's instance that it stands for.
    let instance: CivilDate?
    /// From when to when it lasts.
    let span: ICalendarSpan
    /// Its summary.
    let name: String
    /// What it says about its days.
    let meaning: ICalendarMeaning
    /// How it comes back, if it does.
    let recurrence: ICalendarRecurrence?
    /// Further beginnings, and beginnings that are left out.
    let additions: Set<CivilDate>
    private let exceptions: [CivilDate: ICalendarProperty]

    /// Whether it takes place once, where it says.
    var isSingle: Bool { recurrence == nil && additions.isEmpty && instance == nil }

    /// Reads an event from its properties.
    ///
    /// - Throws: `ICalendarError` where it has no date, recurs in a way that is not understood, or
    ///   does not say what its days are.
    init(
        _ properties: [ICalendarProperty],
        line: Int,
        isMarked: Bool,
        _ zones: ICalendarZones
    ) throws(ICalendarError) {
        var single: [String: ICalendarProperty] = [:]
        for property in properties where Self.onlyOnce.contains(property.name) {
            if single.updateValue(property, forKey: property.name) != nil {
                throw property.error("\(property.name) comes twice in one event")
            }
        }
        self.line = line
        uid = single["UID"]?.value ?? ""
        sequence = single["SEQUENCE"].flatMap { Int($0.value) } ?? 0
        isCancelled = single["STATUS"]?.value.uppercased() == "CANCELLED"
        name = single["SUMMARY"]?.text ?? ""
        if let id = single["RECURRENCE-ID"] {
            if id.parameters["RANGE"] != nil {
                throw id.error("RECURRENCE-ID with RANGE is not supported")
            }
            instance = try ICalendarTime(id.value, in: id, zones).wall.date
        } else {
            instance = nil
        }
        guard let begin = single["DTSTART"] ?? (isCancelled ? single["RECURRENCE-ID"] : nil) else {
            throw ICalendarError(line: line, reason: "event has no DTSTART")
        }
        if isCancelled {
            // Of what does not take place only the place in the calendar matters.
            span = try ICalendarSpan(
                date: ICalendarTime(begin.value, in: begin, zones).wall.date
            )
            (meaning, recurrence, additions, exceptions) = (.nothing, nil, [], [:])
            return
        }
        span = try ICalendarSpan(begin, end: single["DTEND"], length: single["DURATION"], zones)
        meaning = try ICalendarMeaning.read(
            properties,
            isWhole: span.isWhole,
            isMarked: isMarked,
            line: line
        )
        let rule = single["RRULE"]
        if let rule, span.isMoved {
            throw rule.error("RRULE of a time in another zone is not supported")
        }
        if let rule {
            recurrence = try ICalendarRecurrence(rule, start: span.start.date)
        } else {
            recurrence = nil
        }
        var additions: Set<CivilDate> = []
        for property in properties where property.name == "RDATE" {
            for time in try ICalendarTime.list(property, zones) {
                guard time.isDate || time.wall.time == span.start.time else {
                    throw property.error("RDATE at another time than DTSTART is not supported")
                }
                additions.insert(time.wall.date)
            }
        }
        self.additions = additions
        var exceptions: [CivilDate: ICalendarProperty] = [:]
        for property in properties where property.name == "EXDATE" {
            for time in try ICalendarTime.list(property, zones) {
                exceptions[time.wall.date] = property
            }
        }
        self.exceptions = exceptions
        if let rule = properties.first(where: { $0.name == "EXRULE" }) {
            throw rule.error("EXRULE is not supported")
        }
    }

    private static let onlyOnce: Set<String> = [
        "UID", "SEQUENCE", "STATUS", "SUMMARY", "RECURRENCE-ID", "DTSTART", "DTEND", "DURATION",
        "RRULE",
    ]

    /// The dates on which it begins.
    ///
    /// - Throws: `ICalendarError` where it leaves out a date between two of them that is none.
    func starts() throws(ICalendarError) -> [CivilDate] {
        let last = ICalendarHolidays.lastRecurringYear
        let own = recurrence?.dates(from: span.start.date, through: last) ?? [span.start.date]
        var dates = additions.union(own)
        // What lies outside is left over from a rule that was longer, and harmless.
        if let first = dates.min(), let last = dates.max() {
            let within = exceptions.filter { first <= $0.key && $0.key <= last }
            for (date, property) in within.sorted(by: { $0.key < $1.key }) {
                guard dates.remove(date) != nil else {
                    throw property.error("EXDATE \(date) is no date of this event")
                }
            }
        }
        return dates.sorted()
    }
}
