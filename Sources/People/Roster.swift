public import BusinessTime

/// A duty rota: persons relieve each other by the day or by the week.
///
/// Handovers happen at a time of the wall clock. If daylight saving skips that time they happen as
/// much later; if it comes twice, at the first.
public struct Roster: Sendable {
    /// How long a shift lasts.
    public enum Rotation: String, Sendable, Hashable, CaseIterable {
        /// From one day's handover to the next day's.
        case daily
        /// From one week's handover to the next week's.
        case weekly
    }

    /// A replacement on duty; `to` is excluded.
    public struct Override: Sendable, Hashable {
        public let from: Instant
        public let to: Instant
        /// The id of the person on duty.
        public let person: String

        public init(from: Instant, to: Instant, person: String) {
            self.from = from
            self.to = to
            self.person = person
        }
    }

    /// The key in the file, used by roles.
    public var name: String
    /// How long a shift lasts.
    public var rotation: Rotation
    /// The day of the first handover; nobody is on duty before it.
    public var first: CivilDate
    /// The day of a weekly handover; a first shift that begins on another day is shorter.
    public var weekday: Weekday
    /// The time of the handover on the wall clock of `zone`.
    public var handover: CivilTime
    /// The ids of the persons in the order of duty; after the last the first follows.
    public var order: [String]
    /// Exceptions, also before the first day; of overlapping ones the last counts.
    public var overrides: [Override]
    /// The zone of days and handovers.
    public var zone: ZoneRules

    /// Makes a roster.
    ///
    /// - Parameters:
    ///   - name: the key in the file.
    ///   - rotation: how long a shift lasts.
    ///   - first: the day of the first handover.
    ///   - weekday: the day of a weekly handover; nil for that of `first`.
    ///   - handover: the time of the handover.
    ///   - order: the ids of the persons in the order of duty.
    ///   - overrides: exceptions.
    ///   - zone: the zone of days and handovers.
    public init(
        name: String,
        rotation: Rotation,
        first: CivilDate,
        weekday: Weekday? = nil,
        handover: CivilTime,
        order: [String],
        overrides: [Override] = [],
        zone: ZoneRules
    ) {
        self.name = name
        self.rotation = rotation
        self.first = first
        self.weekday = weekday ?? first.weekday
        self.handover = handover
        self.order = order
        self.overrides = overrides
        self.zone = zone
    }

    /// The id of the person on duty at a moment; nil for nobody.
    ///
    /// The cost does not depend on how long ago the first day is; overrides are searched one by
    /// one.
    public func onDuty(at moment: Instant) -> String? {
        if let override = overrides.last(where: { $0.from <= moment && moment < $0.to }) {
            return override.person
        }
        return turn(at: moment).map { order[$0 % order.count] }
    }

    /// The number of the regular shift at a moment, from 0; nil before the first.
    func turn(at moment: Instant) -> Int? {
        guard !order.isEmpty, moment >= start(ofTurn: 0) else { return nil }
        // Daylight saving and a handover at 24:00 make the estimate wrong by one or two shifts.
        let days = zone.civil(at: moment).date.daysSinceEpoch - first.daysSinceEpoch
        var turn = rotation == .daily ? days : (days - daysOfFirstTurn + 7) / 7
        turn = max(turn, 0)
        while turn > 0, start(ofTurn: turn) > moment { turn -= 1 }
        while start(ofTurn: turn + 1) <= moment, start(ofTurn: turn) < .distantFuture { turn += 1 }
        return turn
    }

    /// When a regular shift begins.
    func start(ofTurn turn: Int) -> Instant {
        var days = turn
        if rotation == .weekly { days = turn == 0 ? 0 : daysOfFirstTurn + (turn - 1) * 7 }
        return zone.instant(of: CivilDateTime(date: first.adding(days: days), time: handover))
    }

    /// The days until the second shift of a weekly roster, 1 to 7.
    private var daysOfFirstTurn: Int {
        let gap = weekday.rawValue - first.weekday.rawValue
        return gap > 0 ? gap : gap + 7
    }
}
