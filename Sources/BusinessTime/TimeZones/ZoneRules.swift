/// The rules of a time zone: when which offset from UTC holds.
///
/// They come from the system's TZif files, so that an upgrade of tzdata reaches us;
/// Foundation's `TimeZone` on Linux carries a copy of its own that no upgrade touches.
public struct ZoneRules: Sendable, Hashable {
    /// The zone's name, such as `Asia/Shanghai`.
    public let name: String

    /// Before the first transition.
    let initialOffset: Int64
    /// Milliseconds at which the offset changes, ascending.
    let times: [Int64]
    /// The offset, in milliseconds, from each of `times` on.
    let offsets: [Int64]
    /// What holds after the last of `times`; without it the last offset stays.
    let rule: PosixZoneRule?

    /// Coordinated universal time.
    public static let utc = ZoneRules(
        name: "UTC",
        initialOffset: 0,
        times: [],
        offsets: [],
        rule: nil
    )

    /// Reads the zone from the system's directory: `TZDIR`, else `/usr/share/zoneinfo`.
    ///
    /// - Throws: `ZoneError` where the name is not a zone's, or its file is not sound.
    public init(named name: String, directory: String? = nil) throws(ZoneError) {
        let bytes = try ZoneDirectory.read(
            zone: name,
            directory: directory ?? ZoneDirectory.standard
        )
        try self.init(named: name, data: bytes)
    }

    /// Reads the zone from the bytes of a TZif file (RFC 9636, versions 1 to 4).
    ///
    /// - Throws: `ZoneError.malformed` where the bytes are not sound.
    public init(named name: String, data: [UInt8]) throws(ZoneError) {
        do {
            self = try ZoneFile.parse(data, name: name)
        } catch {
            throw .malformed(name: name, reason: error.reason)
        }
    }

    init(
        name: String,
        initialOffset: Int64,
        times: [Int64],
        offsets: [Int64],
        rule: PosixZoneRule?
    ) {
        self.name = name
        self.initialOffset = initialOffset
        self.times = times
        self.offsets = offsets
        self.rule = rule
    }

    /// The release of the system's zone data, such as `2026f`, if it says.
    public static func databaseVersion(directory: String? = nil) -> String? {
        ZoneDirectory.version(directory: directory ?? ZoneDirectory.standard)
    }

    /// How far the zone's wall clocks are ahead of UTC at that instant.
    public func offset(at instant: Instant) -> TimeSpan {
        TimeSpan(milliseconds: segment(containing: instant.bounded.milliseconds).offset)
    }

    /// The changes of the offset with `from <= at < to`, in order, each with the new offset.
    public func transitions(
        from: Instant,
        to: Instant
    ) -> [(at: Instant, offset: TimeSpan)] {
        var found: [(at: Instant, offset: TimeSpan)] = []
        let start = from.bounded.milliseconds
        let limit = to.bounded.milliseconds
        var here = segment(containing: start - 1)
        while here.end < limit {
            let next = segment(containing: here.end)
            if next.offset != here.offset {
                found.append(
                    (Instant(milliseconds: here.end), TimeSpan(milliseconds: next.offset))
                )
            }
            here = next
        }
        return found
    }

    /// The longest known stretch around an instant over which the offset does not change.
    func segment(containing time: Int64) -> ZoneSegment {
        if let rule, time >= times.last ?? .min {
            let segment = rule.segment(containing: time)
            return ZoneSegment(
                start: max(segment.start, times.last ?? .min),
                end: segment.end,
                offset: segment.offset
            )
        }
        // The first transition after the instant.
        var low = 0
        var high = times.count
        while low < high {
            let middle = (low + high) / 2
            if times[middle] <= time { low = middle + 1 } else { high = middle }
        }
        return ZoneSegment(
            start: low > 0 ? times[low - 1] : .min,
            end: low < times.count ? times[low] : .max,
            offset: low > 0 ? offsets[low - 1] : initialOffset
        )
    }
}

/// A stretch of time `[start, end)` over which a zone keeps one offset, in milliseconds.
struct ZoneSegment {
    let start: Int64
    let end: Int64
    let offset: Int64
}
