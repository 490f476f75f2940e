import BusinessTime
import SlawatchTesting
import Testing

struct ZoneRulesTests {
    /// Besides the usual: summer time that is negative, by half an hour, by two hours, at the
    /// end of the day before, to the west, a date that was skipped, and changes at 00:01.
    static let zones =
        checkedZones + [
            "Europe/Dublin", "America/Nuuk", "Asia/Gaza", "Africa/Cairo", "Antarctica/Troll",
            "Pacific/Chatham", "Pacific/Apia", "America/St_Johns", "America/Havana", "UTC",
            "Africa/El_Aaiun", "Asia/Tehran", "Etc/GMT+12", "Pacific/Kiritimati",
        ]

    @Test(arguments: zones)
    func offset_isTheCLibrarys(name: String) throws {
        let zone = try zone(name)
        var random = SplitMix64(seed: 11)
        let from = try instant("1970-01-01T00:00:00Z")
        let to = try instant("2100-01-01T00:00:00Z")
        var instants = (0..<1500).map { _ in
            Instant(milliseconds: random.instant(from...to).milliseconds / 1000 * 1000)
        }
        for change in zone.transitions(from: from, to: to) {
            instants += [change.at - .seconds(1), change.at, change.at + .seconds(1)]
        }
        let expected = try DateCommand.offsets(at: instants, zone: name)
        for (instant, offset) in zip(instants, expected) {
            #expect(zone.offset(at: instant) == offset, "\(name) \(instant)")
        }
    }

    @Test(arguments: checkedZones)
    func wallTime_agreesWithLookingForIt(name: String) throws {
        let zone = try zone(name)
        var random = SplitMix64(seed: 5)
        for _ in 0..<300 {
            let date = try random.interestingDate(zone, years: 1990...2060)
            let minutes = random.number(0...1440)
            let time = try #require(CivilTime(millisecondOfDay: minutes * 60_000))
            let found = zone.instant(of: CivilDateTime(date: date, time: time))
            #expect(
                found.milliseconds == slowInstant(zone, date, minutes),
                "\(name) \(date) \(time)"
            )
        }
    }

    @Test(arguments: zones)
    func instant_roundTripsOverTheWall(name: String) throws {
        let zone = try zone(name)
        var random = SplitMix64(seed: 9)
        let range = try instant("1900-01-01T00:00:00Z")...instant("2200-01-01T00:00:00Z")
        for _ in 0..<500 {
            let instant = random.instant(range)
            let wall = zone.civil(at: instant)
            let back = zone.instant(of: wall)
            // Of a wall time that comes twice the first is meant.
            #expect(back <= instant)
            #expect(zone.civil(at: back) == wall)
        }
    }

    @Test(arguments: [
        // Skipped times move forward by what was skipped.
        ("America/New_York", "2026-03-08T02:30", "2026-03-08T03:30:00-04:00"),
        ("Australia/Lord_Howe", "2026-10-04T02:15", "2026-10-04T02:45:00+11:00"),
        ("America/Sao_Paulo", "2018-11-04T00:00", "2018-11-04T01:00:00-02:00"),
        ("America/Sao_Paulo", "2018-11-03T24:00", "2018-11-04T01:00:00-02:00"),
        ("Pacific/Apia", "2011-12-30T09:00", "2011-12-31T09:00:00+14:00"),
        // Of times that come twice the first is meant.
        ("America/New_York", "2026-11-01T01:30", "2026-11-01T01:30:00-04:00"),
        ("Europe/London", "2026-10-25T01:00", "2026-10-25T01:00:00+01:00"),
        ("Australia/Lord_Howe", "2026-04-05T01:45", "2026-04-05T01:45:00+11:00"),
        // Edges.
        ("America/New_York", "2026-03-08T02:00", "2026-03-08T03:00:00-04:00"),
        ("America/New_York", "2026-03-08T01:59:59", "2026-03-08T01:59:59-05:00"),
        ("America/New_York", "2026-11-01T02:00", "2026-11-01T02:00:00-05:00"),
        ("Asia/Kathmandu", "2026-11-22T09:00", "2026-11-22T09:00:00+05:45"),
    ])
    func wallTime_inGapOrOverlap(name: String, wall: String, expected: String) throws {
        let zone = try zone(name)
        let found = zone.instant(of: try civil(wall))
        #expect(found == (try instant(expected)))
        #expect(found.iso8601(in: zone) == expected)
    }

    @Test func transitions_areThoseOfTheYear() throws {
        let zone = try zone("America/New_York")
        let found = zone.transitions(
            from: try instant("2050-01-01T00:00:00Z"),
            to: try instant("2051-01-01T00:00:00Z")
        )
        #expect(found.map { $0.at.iso8601() } == ["2050-03-13T07:00:00Z", "2050-11-06T06:00:00Z"])
        #expect(found.map(\.offset) == [.hours(-4), .hours(-5)])
        // The start counts, the end does not.
        let first = try #require(found.first)
        #expect(zone.transitions(from: first.at, to: first.at + .seconds(1)).count == 1)
        #expect(zone.transitions(from: first.at - .seconds(1), to: first.at).isEmpty)
        #expect(zone.transitions(from: found[1].at, to: first.at).isEmpty)
    }

    @Test func changesWithoutEffectOnTheOffset_areNoTransitions() throws {
        for name in Self.zones {
            let zone = try zone(name)
            var offset = zone.offset(at: .distantPast)
            for change in zone.transitions(
                from: .distantPast,
                to: try instant("2100-01-01T00:00:00Z")
            ) {
                #expect(change.offset != offset, "\(name) \(change.at)")
                offset = change.offset
            }
        }
    }

    @Test func utc_needsNoFile() throws {
        #expect(ZoneRules.utc.name == "UTC")
        #expect(ZoneRules.utc.offset(at: .distantFuture) == .zero)
        #expect(
            try ZoneRules.utc.civil(at: instant("2026-11-22T02:15:00Z"))
                == civil("2026-11-22T02:15")
        )
    }

    @Test func farthestInstants_haveAnOffset() throws {
        let zone = try zone("Europe/London")
        for milliseconds in [Int64.min, Int64.max] {
            let instant = Instant(milliseconds: milliseconds)
            _ = zone.civil(at: instant)
            #expect(zone.offset(at: instant).milliseconds.magnitude <= 3_600_000)
        }
    }
}
