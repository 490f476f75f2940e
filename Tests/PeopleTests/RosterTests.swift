import BusinessTime
import People
import SlawatchTesting
import Testing

struct RosterTests {
    private func roster(
        _ rotation: Roster.Rotation,
        from first: String,
        on weekday: Weekday? = nil,
        handover: String = "09:00",
        order: [String] = ["a", "b", "c"],
        overrides: [Roster.Override] = [],
        in zone: ZoneRules = .utc
    ) throws -> Roster {
        Roster(
            name: "r",
            rotation: rotation,
            first: try #require(CivilDate(first)),
            weekday: weekday,
            handover: try #require(CivilTime(handover)),
            order: order,
            overrides: overrides,
            zone: zone
        )
    }

    @Test func beforeTheFirstDay_nobodyIsOnDuty() throws {
        let roster = try roster(.daily, from: "2026-01-05")
        #expect(roster.onDuty(at: try utc("2026-01-05 08:59")) == nil)
        #expect(roster.onDuty(at: .distantPast) == nil)
        #expect(roster.onDuty(at: try utc("2026-01-05 09:00")) == "a")
        #expect(roster.shift(at: try utc("2026-01-05 08:59")) == nil)
    }

    @Test func dailyTurns_changeAtTheHandover() throws {
        let roster = try roster(.daily, from: "2026-01-05")
        #expect(roster.onDuty(at: try utc("2026-01-06 08:59")) == "a")
        #expect(roster.onDuty(at: try utc("2026-01-06 09:00")) == "b")
        #expect(roster.onDuty(at: try utc("2026-01-08 09:00")) == "a")
    }

    @Test func weeklyTurns_changeOnTheirDay() throws {
        let roster = try roster(.weekly, from: "2026-01-05", on: .monday)
        #expect(roster.onDuty(at: try utc("2026-01-12 08:59")) == "a")
        #expect(roster.onDuty(at: try utc("2026-01-12 09:00")) == "b")
        #expect(roster.onDuty(at: try utc("2026-01-26 09:00")) == "a")
    }

    @Test func firstWeek_isShorter_whereItBeginsOnAnotherDay() throws {
        let roster = try roster(.weekly, from: "2026-01-08", on: .monday)
        let shifts = roster.shifts(from: try utc("2026-01-01"), count: 2)
        #expect(shifts.map(\.from) == [try utc("2026-01-08 09:00"), try utc("2026-01-12 09:00")])
        #expect(shifts.map(\.to) == [try utc("2026-01-12 09:00"), try utc("2026-01-19 09:00")])
    }

    @Test func midnightAtTheEndOfTheDay_isTheNextDaysBeginning() throws {
        let roster = try roster(.daily, from: "2026-01-05", handover: "24:00")
        #expect(roster.onDuty(at: try utc("2026-01-05 23:59")) == nil)
        #expect(roster.onDuty(at: try utc("2026-01-06 00:00")) == "a")
        #expect(roster.onDuty(at: try utc("2026-01-07 00:00")) == "b")
    }

    @Test func overrides_countBeforeTheRotation_andTheLastOfThemFirst() throws {
        let roster = try roster(
            .weekly,
            from: "2026-01-05",
            overrides: [
                .init(from: try utc("2026-01-06"), to: try utc("2026-01-08"), person: "x"),
                .init(from: try utc("2026-01-07"), to: try utc("2026-01-09"), person: "y"),
                .init(from: try utc("2025-12-24"), to: try utc("2025-12-25"), person: "z"),
            ]
        )
        let shifts = roster.shifts(from: try utc("2025-01-01"), to: try utc("2026-01-12"))
        #expect(shifts.map(\.person) == ["z", "a", "x", "y", "a"])
        #expect(shifts.map(\.isOverride) == [true, false, true, true, false])
        #expect(shifts[2].to == (try utc("2026-01-07")))
        #expect(shifts[4].to == (try utc("2026-01-12 09:00")))
        #expect(roster.onDuty(at: try utc("2026-01-07 12:00")) == "y")
        #expect(roster.onDuty(at: try utc("2025-12-24 12:00")) == "z")
    }

    @Test func skippedHandover_movesForward_andARepeatedOneIsTheFirst() throws {
        let berlin = try zone("Europe/Berlin")
        let roster = try roster(.daily, from: "2026-01-01", handover: "02:30", in: berlin)
        let spring = try #require(roster.shift(at: moment("2026-03-29 12:00", berlin)))
        #expect(spring.from == (try utc("2026-03-29 01:30")))
        let autumn = try #require(roster.shift(at: moment("2026-10-25 12:00", berlin)))
        #expect(autumn.from == (try utc("2026-10-25 00:30")))
    }

    @Test func dayThatTheZoneSkips_isNobodysTurn() throws {
        let apia = try zone("Pacific/Apia")
        let roster = try roster(.daily, from: "2011-12-28", in: apia)
        let shifts = roster.shifts(from: try moment("2011-12-28 12:00", apia), count: 3)
        // 2011-12-30 never was.
        #expect(shifts.map(\.person) == ["a", "b", "a"])
    }

    @Test func noOrder_leavesTheOverrides() throws {
        let override = Roster.Override(
            from: try utc("2026-01-06"),
            to: try utc("2026-01-08"),
            person: "x"
        )
        let roster = try roster(.daily, from: "2026-01-05", order: [], overrides: [override])
        #expect(roster.onDuty(at: try utc("2026-01-05 12:00")) == nil)
        #expect(roster.shifts(from: try utc("2026-01-01"), count: 9).map(\.person) == ["x"])
    }

    @Test func farFuture_isNoLongWay() throws {
        let roster = try roster(.weekly, from: "2026-01-05")
        #expect(roster.onDuty(at: try utc("9999-12-31")) != nil)
        #expect(roster.onDuty(at: .distantFuture) != nil)
    }

    @Test(arguments: ["Europe/Berlin", "America/New_York", "Asia/Shanghai", "Australia/Lord_Howe"])
    func everyShift_isThatOfASlowWalker(name: String) throws {
        let zone = try zone(name)
        var generator = SplitMix64(seed: 20_261_122)
        for _ in 0..<16 {
            let rotation = generator.oneIn(2) ? Roster.Rotation.daily : .weekly
            // Around the hours at which daylight saving begins and ends, more often than not.
            let minutes =
                generator.oneIn(3) ? generator.number(0...1440) : generator.number(0...240)
            let first = try #require(CivilDate("2024-01-01")).adding(
                days: generator.number(0...400)
            )
            let order = (0...generator.number(0...4)).map { "p\($0)" }
            var overrides: [Roster.Override] = []
            for _ in 0..<generator.number(0...4) {
                let day = first.adding(days: generator.number(-30...700))
                let from = zone.instant(of: CivilDateTime(date: day, time: .midnight))
                let to = from + .hours(Int64(generator.number(1...200)))
                overrides.append(.init(from: from, to: to, person: "o\(overrides.count)"))
            }
            let roster = Roster(
                name: "r",
                rotation: rotation,
                first: first,
                weekday: Weekday(rawValue: generator.number(1...7)),
                handover: try #require(CivilTime(millisecondOfDay: minutes * 60_000)),
                order: order,
                overrides: overrides,
                zone: zone
            )
            var walker = SlowRoster(roster)
            let start = zone.instant(of: CivilDateTime(date: first, time: .midnight)) - .days(2)
            var shifts = roster.shifts(from: start, to: start + .days(800))[...]
            for hour in 0..<(24 * 800) {
                // A bit off the hour, and on it.
                let moment =
                    start + .minutes(Int64(hour) * 60 + Int64(generator.number(0...1) * 17))
                let expected = walker.onDuty(at: moment)
                let found = roster.onDuty(at: moment)
                guard found == expected else {
                    Issue.record("\(roster) at \(moment): \(String(describing: found))")
                    return
                }
                while let shift = shifts.first, shift.to <= moment { shifts.removeFirst() }
                let listed = shifts.first.flatMap { $0.from <= moment ? $0.person : nil }
                guard listed == expected else {
                    Issue.record("\(roster) lists \(String(describing: listed)) at \(moment)")
                    return
                }
            }
        }
    }
}

/// Steps from day to day and counts the handovers, as one would on paper; only forwards.
private struct SlowRoster {
    private let roster: Roster
    private var day: CivilDate
    private var turns = 0

    init(_ roster: Roster) {
        self.roster = roster
        day = roster.first
    }

    mutating func onDuty(at moment: Instant) -> String? {
        for override in roster.overrides.reversed()
        where override.from <= moment && moment < override.to {
            return override.person
        }
        while handover(on: day) <= moment {
            if day == roster.first || roster.rotation == .daily || day.weekday == roster.weekday {
                turns += 1
            }
            day = day.adding(days: 1)
        }
        return turns == 0 ? nil : roster.order[(turns - 1) % roster.order.count]
    }

    private func handover(on day: CivilDate) -> Instant {
        roster.zone.instant(of: CivilDateTime(date: day, time: roster.handover))
    }
}
