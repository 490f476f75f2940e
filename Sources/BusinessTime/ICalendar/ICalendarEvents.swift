/// The events of an iCalendar file with their revisions and changed instances put in order.
struct ICalendarEvents {
    /// An event and the dates on which it begins.
    typealias Dated = (event: ICalendarEvent, starts: [CivilDate])

    private let events: [ICalendarEvent]

    /// Reads the events of a file.
    ///
    /// - Throws: `ICalendarError` where a component or an event is not understood.
    init(_ properties: [ICalendarProperty], in zone: ZoneRules) throws(ICalendarError) {
        let zones = ICalendarZones(properties, zone: zone)
        let isMarked = properties.contains { $0.name == "X-APPLE-SPECIAL-DAY" }
        var events: [ICalendarEvent] = []
        for (lines, line) in try Self.components(properties) {
            events.append(try ICalendarEvent(lines, line: line, isMarked: isMarked, zones))
        }
        // A calendar that is sent to cancel its events has none.
        let isCancelling = properties.contains {
            $0.name == "METHOD" && $0.value.uppercased() == "CANCEL"
        }
        self.events = isCancelling ? [] : events
    }

    /// The events that take place, each with its dates; of a recurring event's instances those that
    /// were moved or cancelled are left out, and the moved ones are events of their own.
    ///
    /// - Throws: `ICalendarError` where an instance is changed that there is not.
    func dated() throws(ICalendarError) -> [Dated] {
        var whole: [Dated] = []
        var changes: [String: [ICalendarEvent]] = [:]
        for event in current {
            if event.instance == nil, !event.isCancelled {
                whole.append((event, try event.starts()))
            } else if event.instance != nil {
                changes[event.uid, default: []].append(event)
            }
        }
        // Some feeds give several events one id; the change is of that which has the date.
        let places = Dictionary(grouping: whole.indices) { whole[$0].event.uid }
        for (uid, changed) in changes {
            guard !uid.isEmpty, let known = places[uid] else { continue }
            for change in changed {
                let place = known.first { index in
                    whole[index].starts.contains { $0 == change.instance }
                }
                guard let place else {
                    throw ICalendarError(
                        line: change.line,
                        reason:
                            "RECURRENCE-ID is no date of the event '\(whole[known[0]].event.name)'"
                    )
                }
                whole[place].starts.removeAll { $0 == change.instance }
            }
        }
        // An instance whose event is not in the file stands for itself.
        let moved = changes.values.joined().filter { !$0.isCancelled }
        return whole + moved.map { ($0, [$0.span.start.date]) }
    }

    /// The latest revision of every event and instance.
    private var current: [ICalendarEvent] {
        struct Place: Hashable {
            var uid: String
            var instance: CivilDate?
        }
        var latest: [Place: Int] = [:]
        for event in events where !event.uid.isEmpty {
            let place = Place(uid: event.uid, instance: event.instance)
            latest[place] = max(latest[place] ?? .min, event.sequence)
        }
        let newest = events.filter {
            $0.uid.isEmpty || latest[Place(uid: $0.uid, instance: $0.instance)] == $0.sequence
        }
        // Feeds without revisions cancel by the id and the date.
        let cancelled = Dictionary(grouping: newest.filter(\.isCancelled), by: \.uid)
        return newest.filter { event in
            guard !event.isCancelled, !event.uid.isEmpty else { return true }
            return !(cancelled[event.uid] ?? []).contains {
                $0.instance == event.instance && $0.span.start.date == event.span.start.date
            }
        }
    }

    /// The properties of every event, with the line of its `BEGIN`.
    private static func components(
        _ properties: [ICalendarProperty]
    ) throws(ICalendarError) -> [([ICalendarProperty], Int)] {
        var events: [([ICalendarProperty], Int)] = []
        var open: [(name: String, line: Int)] = []
        var current: [ICalendarProperty] = []
        for property in properties {
            let component = property.value.uppercased()
            switch property.name {
            case "BEGIN":
                guard !open.isEmpty || component == "VCALENDAR" else {
                    throw property.error("BEGIN:\(component) outside a VCALENDAR")
                }
                open.append((component, property.line))
                if component == "VEVENT" { current = [] }
            case "END":
                guard let begun = open.popLast(), begun.name == component else {
                    throw property.error("END:\(component) without its BEGIN")
                }
                if component == "VEVENT" { events.append((current, begun.line)) }
            default:
                guard let inner = open.last else {
                    throw property.error("\(property.name) outside a VCALENDAR")
                }
                // An alarm inside an event has properties of its own.
                if inner.name == "VEVENT" { current.append(property) }
            }
        }
        if let left = open.last {
            throw ICalendarError(line: left.line, reason: "BEGIN:\(left.name) without its END")
        }
        guard !properties.isEmpty else {
            throw ICalendarError(line: 0, reason: "no BEGIN:VCALENDAR")
        }
        return events
    }
}
