public import BusinessTime

/// Who is on duty when: persons who take turns, by the day or by the week.
///
/// The turns change at a time of the wall clock. Where daylight saving skips that time, they
/// change as much later as was skipped; where it comes twice, they change at the first.
public struct Roster: Sendable {
    /// How long a turn lasts.
    public enum Rotation: String, Sendable, Hashable, CaseIterable {
        /// From one day's handover to the next day's.
        case daily
        /// From one week's handover to the next week's.
        case weekly
    }

    /// Somebody who is on duty instead, from `from` up to but not including `to`.
    public struct Override: Sendable, Hashable {
        /// When it begins.
        public let from: Instant
        /// When it is over.
        public let to: Instant
        /// The id of the person on duty.
        public let person: String

        /// Makes an override.
        public init(from: Instant, to: Instant, person: String) {
            self.from = from
            self.to = to
            self.person = person
        }
    }

    /// The key in the file, by which roles refer to the roster.
    public var name: String
    /// How long a turn lasts.
    public var rotation: Rotation
    /// The day of the first handover; before it nobody is on duty.
    public var first: CivilDate
    /// The day of the handover of a weekly roster; a first turn that begins on another is shorter.
    public var weekday: Weekday
    /// The time of the handover on the wall of `zone`.
    public var handover: CivilTime
    /// The ids of the persons who take turns, in order; then it begins anew.
    public var order: [String]
    /// Exceptions, also from before the first day; of several at once the last counts.
    public var overrides: [Override]
    /// The zone of days and handovers.
    public var zone: ZoneRules

    /// Makes a roster.
    ///
    /// - Parameters:
    ///   - name: the key in the file.
    ///   - rotation: how long a turn lasts.
    ///   - first: the day of the first handover.
    ///   - weekday: the day of the handover of a weekly roster; nil for that of `first`.
    ///   - handover: when turns change.
    ///   - order: the ids of the persons who take turns.
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
    /// Takes the same time however long ago the first day is; it looks through the overrides.
    public func onDuty(at moment: Instant) -> String? {
        if let override = overrides.last(where: { $0.from <= moment && moment < $0.to }) {
            return override.person
        }
        return turn(at: moment).map { order[$0 % order.count] }
    }

    /// The number of the turn that a moment lies in, from 0; nil before the first.
    func turn(at moment: Instant) -> Int? {
        guard !order.isEmpty, moment >= start(ofTurn: 0) else { return nil }
        // Daylight saving and a handover at 24:00 put the estimate off by one or two turns.
        let days = zone.civil(at: moment).date.daysSinceEpoch - first.daysSinceEpoch
        var turn = rotation == .daily ? days : (days - daysOfFirstTurn + 7) / 7
        turn = max(turn, 0)
        while turn > 0, start(ofTurn: turn) > moment { turn -= 1 }
        while start(ofTurn: turn + 1) <= moment, start(ofTurn: turn) < .distantFuture { turn += 1 }
        return turn
    }

    /// When a turn begins.
    func start(ofTurn turn: Int) -> Instant {
        var days = turn
        if rotation == .weekly { days = turn == 0 ? 0 : daysOfFirstTurn + (turn - 1) * 7 }
        return zone.instant(of: CivilDateTime(date: first.adding(days: days), time: handover))
    }

    /// The days until the second turn of a weekly roster, 1 to 7.
    private var daysOfFirstTurn: Int {
        let gap = weekday.rawValue - first.weekday.rawValue
        return gap > 0 ? gap : gap + 7
    }
}
