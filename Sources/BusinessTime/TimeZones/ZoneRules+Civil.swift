extension ZoneRules {
    /// What calendar and clock on the wall show at that instant.
    public func civil(at instant: Instant) -> CivilDateTime {
        let time = instant.bounded.milliseconds
        return CivilDateTime(wall: time + segment(containing: time).offset)
    }

    /// The instant at which the wall shows that date and time.
    ///
    /// A time that the wall skips is moved forward by what was skipped (02:30 becomes 03:30);
    /// of a time that the wall shows twice, the first is meant. Both are the same arithmetic:
    /// the offset that held before the change.
    public func instant(of civil: CivilDateTime) -> Instant {
        var cursor = WallClock(self)
        return Instant(milliseconds: cursor.instant(ofWall: civil.wall))
    }
}

/// Turns wall-clock times into instants, quickly where they come roughly in order.
struct WallClock {
    /// No offset from UTC is larger: RFC 9636 allows -24:59:59 to +25:59:59.
    private static let largestOffset: Int64 = 26 * 3_600_000

    private let zone: ZoneRules
    private var segment: ZoneSegment
    /// Wall times for which the segment's offset is certainly the only one.
    private var safe: Range<Int64> = 0..<0

    init(_ zone: ZoneRules) {
        self.zone = zone
        segment = ZoneSegment(start: 0, end: 0, offset: 0)
    }

    /// The instant for milliseconds of wall time since 1970-01-01 00:00 on the wall.
    mutating func instant(ofWall wall: Int64) -> Int64 {
        if safe.contains(wall) { return wall - segment.offset }
        segment = zone.segment(containing: wall - Self.largestOffset)
        var earlierOffset = segment.offset
        while segment.end != .max, wall >= segment.end + segment.offset {
            earlierOffset = segment.offset
            segment = zone.segment(containing: segment.end)
        }
        let from = segment.start == .min ? Int64.min : segment.start + 2 * Self.largestOffset
        let to = segment.end == .max ? Int64.max : segment.end - 2 * Self.largestOffset
        safe = from < to ? from..<to : 0..<0
        let time = wall - segment.offset
        // Before the segment's start: its wall clock never showed this time.
        return time >= segment.start ? time : wall - earlierOffset
    }
}
