import BusinessTime
import SlawatchTesting
import Testing

/// The compiled calendar against one that counts minutes.
struct BusinessCalendarPropertyTests {
    /// Days that the slow calendar covers, with the date of interest in the middle.
    private static let days = 60

    @Test(arguments: checkedZones, [1, 2])
    func everyQuestion_agreesWithCountingMinutes(name: String, seed: UInt64) throws {
        let zone = try zone(name)
        var random = SplitMix64(seed: seed)
        for round in 0..<5 {
            let middle = try random.interestingDate(zone, years: 1990...2050)
            let definition = try random.definition(zone, around: middle)
            let calendar = try BusinessCalendar(definition)
            let first = middle.adding(days: -Self.days / 2)
            let slow = SlowCalendar(definition, from: first, days: Self.days)
            for _ in 0..<60 {
                try check(calendar, slow, &random, "\(name) seed \(seed) round \(round) \(first)")
            }
        }
    }

    private func check(
        _ calendar: BusinessCalendar,
        _ slow: SlowCalendar,
        _ random: inout SplitMix64,
        _ context: String
    ) throws {
        // Away from the ends, where the slow calendar does not know enough; and often where it
        // opens or closes, since that is where mistakes are.
        func moment() -> Int {
            let any = random.number(8 * 1440...52 * 1440)
            guard random.oneIn(2) else { return any }
            return (any..<52 * 1440).first { slow.open[$0] != slow.open[$0 - 1] } ?? any
        }
        let from = moment()
        let to = random.oneIn(4) ? from : moment()
        let exact = abs(slow.between(from, to))
        let span =
            random.oneIn(4)
            ? 0 : exact < 5 * 1440 && random.oneIn(2) ? exact : random.number(1...2 * 1440)
        let start = slow.instant(from)
        let context: Comment = "\(context): \(start), \(slow.instant(to)), \(span) min"

        #expect(calendar.isOpen(at: start) == slow.open[from], context)
        #expect(
            calendar.workingTime(from: start, to: slow.instant(to))
                == .minutes(Int64(slow.between(from, to))),
            context
        )
        if let expected = slow.add(span, to: from) {
            #expect(
                calendar.add(.minutes(Int64(span)), to: start) == slow.instant(expected),
                context
            )
            #expect(
                calendar.subtract(.minutes(-Int64(span)), from: start)
                    == slow.instant(span == 0 ? slow.subtract(0, from: from) ?? 0 : expected),
                context
            )
        }
        if let expected = slow.subtract(span, from: from) {
            #expect(
                calendar.subtract(.minutes(Int64(span)), from: start) == slow.instant(expected),
                context
            )
        }
        if let expected = slow.add(0, to: from) {
            #expect(calendar.nextOpen(from: start) == slow.instant(expected), context)
        }
        if let expected = slow.subtract(0, from: from) {
            #expect(calendar.previousClose(before: start) == slow.instant(expected), context)
        }
        let listed = calendar.openIntervals(from: start, to: slow.instant(max(from, to)))
        let total = listed.reduce(TimeSpan.zero) { $0 + $1.length }
        #expect(total == .minutes(Int64(slow.between(from, max(from, to)))), context)
        #expect(zip(listed, listed.dropFirst()).allSatisfy { $0.close < $1.open }, context)
    }

    @Test(arguments: checkedZones)
    func addingAndMeasuring_areInverse_toTheMillisecond(name: String) throws {
        let zone = try zone(name)
        var random = SplitMix64(seed: 7)
        let range = try instant("1975-01-01T00:00:00Z")...instant("2095-01-01T00:00:00Z")
        let middle = try date("2026-11-22")
        for _ in 0..<2 {
            let calendar = try BusinessCalendar(random.definition(zone, around: middle))
            for _ in 0..<200 {
                let start = random.instant(range)
                let end = random.instant(range)
                let span = TimeSpan.milliseconds(Int64(random.number(1...200 * 86_400_000)))
                let context: Comment = "\(name): \(start) \(end) \(span.milliseconds)"

                let due = calendar.add(span, to: start)
                #expect(calendar.workingTime(from: start, to: due) == span, context)
                #expect(calendar.subtract(span, from: due) >= start, context)
                #expect(
                    calendar.subtract(span, from: due) == calendar.nextOpen(from: start),
                    context
                )
                #expect(calendar.isOpen(at: due - .milliseconds(1)), context)
                let back = calendar.subtract(span, from: start)
                #expect(calendar.workingTime(from: back, to: start) == span, context)
                #expect(calendar.isOpen(at: back), context)

                let work = calendar.workingTime(from: start, to: end)
                #expect(calendar.workingTime(from: end, to: start) == -work, context)
                if end > start, work > .zero {
                    let reached = calendar.add(work, to: start)
                    #expect(reached <= end, context)
                    #expect(calendar.previousClose(before: end) == reached, context)
                }
            }
        }
    }
}
