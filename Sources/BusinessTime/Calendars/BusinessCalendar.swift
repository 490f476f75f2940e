import Synchronization

/// A calendar of business time, compiled for adding and measuring it.
///
/// Intervals are open from `open` up to but not including `close`, durations are elapsed time,
/// and a deadline that uses up exactly the rest of an interval is that interval's close. All
/// conventions are in `docs/time.md`. Beyond the years that it was compiled for the calendar
/// extends itself; what cannot be reached within the years 1 to 9999 is `.distantPast` or
/// `.distantFuture`.
public final class BusinessCalendar: Sendable {
    /// What the calendar was compiled from.
    public let definition: CalendarDefinition
    /// A number that is the same for definitions that give the same deadlines, in every run.
    public let fingerprint: UInt64

    /// Years in the table that is always there, so that the usual question takes no lock.
    static let coreYears = 2015..<2046

    let hours: DateHours
    let isAlwaysOpen: Bool
    let core: OpenTimeTable
    /// The years in which there can be open time at all.
    let years: ClosedRange<Int>
    /// The core and the tables of other years, made when first asked for.
    let chain: Mutex<TableChain>

    /// The name by which policies refer to the calendar.
    public var name: String { definition.name }
    /// The time zone of its dates and times.
    public var zone: ZoneRules { definition.zone }

    /// Compiles a calendar.
    ///
    /// - Throws: `CalendarError` where the definition contradicts itself or is never open.
    public init(_ definition: CalendarDefinition) throws(CalendarError) {
        let hours = try DateHours(definition)
        guard let years = hours.years else { throw .neverOpen(calendar: definition.name) }
        self.definition = definition
        self.hours = hours
        self.years = years
        fingerprint = Self.fingerprint(of: definition)
        isAlwaysOpen = hours.isAlwaysOpen
        core = OpenTimeTable(hours, years: isAlwaysOpen ? 2015..<2016 : Self.coreYears)
        chain = Mutex(TableChain(hours, core: core))
        if !isAlwaysOpen, core.total == 0, nextOpen(from: .distantPast) == .distantFuture {
            throw .neverOpen(calendar: definition.name)
        }
    }

    private init(always definition: CalendarDefinition, _ hours: DateHours) {
        self.definition = definition
        self.hours = hours
        years = 1...9999
        fingerprint = Self.fingerprint(of: definition)
        isAlwaysOpen = true
        core = OpenTimeTable(hours, years: 2015..<2016)
        chain = Mutex(TableChain(hours, core: core))
    }

    /// The calendar that never closes; the zone is that of its working days.
    public static func always(
        zone: ZoneRules = .utc,
        name: String = "always"
    ) -> BusinessCalendar {
        let hours = DateHours(alwaysOpenIn: zone)
        let week = Dictionary(
            uniqueKeysWithValues: Weekday.allCases.map { ($0, [OpenHours.allDay]) }
        )
        return BusinessCalendar(
            always: CalendarDefinition(name: name, zone: zone, week: week),
            hours
        )
    }

    /// The instant at which so much open time has passed since another.
    ///
    /// No time at all from a closed instant is the next opening. A negative span subtracts.
    public func add(_ span: TimeSpan, to start: Instant) -> Instant {
        let time = start.milliseconds
        let length = span.milliseconds
        if isAlwaysOpen { return always(start, plus: length) }
        guard length > 0, core.covers(time) else { return addSlowly(length, to: start) }
        let before = core.work(before: time)
        guard length <= core.total &- before else { return addSlowly(length, to: start) }
        return Instant(milliseconds: core.instant(endingWork: before &+ length))
    }

    /// The instant from which so much open time passes until another.
    ///
    /// No time at all from a closed instant is the close before it. A negative span adds.
    public func subtract(_ span: TimeSpan, from end: Instant) -> Instant {
        let time = end.milliseconds
        let length = span.milliseconds
        if isAlwaysOpen { return always(end, plus: length == .min ? .max : -length) }
        guard length > 0, core.covers(time) else { return subtractSlowly(length, from: end) }
        let before = core.work(before: time)
        guard length <= before else { return subtractSlowly(length, from: end) }
        return Instant(milliseconds: core.instant(startingWork: before &- length))
    }

    /// The open time from one instant to another; negative if the second is the earlier one.
    public func workingTime(from start: Instant, to end: Instant) -> TimeSpan {
        let from = start.milliseconds
        let to = end.milliseconds
        if isAlwaysOpen { return end.bounded - start.bounded }
        guard core.covers(from), core.covers(to) else {
            return start <= end
                ? workSlowly(from: start, to: end) : -workSlowly(from: end, to: start)
        }
        return TimeSpan(milliseconds: core.work(before: to) &- core.work(before: from))
    }

    /// Whether that instant is open.
    public func isOpen(at instant: Instant) -> Bool {
        if isAlwaysOpen { return true }
        let time = instant.milliseconds
        if core.covers(time) { return core.open(of: core.stretch(at: time)) <= time }
        guard let place = place(of: time) else { return false }
        let stretch = place.table.stretch(at: time)
        return place.table.open(of: stretch) <= time
    }

    /// The instant itself if it is open, else the next opening.
    public func nextOpen(from instant: Instant) -> Instant {
        if isAlwaysOpen { return instant }
        let time = instant.milliseconds
        if core.covers(time) {
            let stretch = core.stretch(at: time)
            if stretch < core.count {
                return Instant(milliseconds: max(time, core.open(of: stretch)))
            }
        }
        return nextOpenSlowly(from: instant)
    }

    /// The instant itself if it is open, else the latest close that is not after it.
    public func previousClose(before instant: Instant) -> Instant {
        if isAlwaysOpen { return instant }
        let time = instant.milliseconds
        if core.covers(time) {
            let stretch = core.stretch(at: time)
            if core.open(of: stretch) <= time { return instant }
            if stretch > 0 { return Instant(milliseconds: core.close(of: stretch - 1)) }
        }
        return previousCloseSlowly(before: instant)
    }

    private func always(_ instant: Instant, plus length: Int64) -> Instant {
        let (sum, overflow) = instant.milliseconds.addingReportingOverflow(length)
        if overflow { return length < 0 ? .distantPast : .distantFuture }
        return Instant(milliseconds: sum).bounded
    }
}
