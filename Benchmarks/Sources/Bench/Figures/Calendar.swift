import BusinessTime
import CBaseline
import Configuration

/// Adding and measuring business time, beside a prefix table in C with two binary searches.
func measureCalendar(_ workspace: Workspace, _ report: Report) throws {
    let file = try workspace.configuration("calendar", store: workspace.path("none.db"))
    guard let calendar = try Configuration.read(path: file).calendars["office"] else { return }
    let questions = CalendarQuestions(count: 4096)
    let table = plainTable(calendar)
    defer { bl_calendar_free(table) }
    let rounds = 500
    let total = Double(rounds * questions.starts.count)
    var sums: (ours: Int64, plain: Int64) = (0, 0)

    let add = cpuNanoseconds {
        for _ in 0..<rounds {
            for (start, amount) in zip(questions.starts, questions.amounts) {
                let end = calendar.add(
                    TimeSpan(milliseconds: amount),
                    to: Instant(milliseconds: start)
                )
                sums.ours &+= end.milliseconds
            }
        }
    }
    let plainAdd = cpuNanoseconds {
        for _ in 0..<rounds {
            sums.plain &+= bl_calendar_add_all(
                table,
                questions.starts,
                questions.amounts,
                questions.starts.count
            )
        }
    }
    precondition(sums.ours == sums.plain, "the plain calendar adds something else")
    report.add(
        Figure(
            "calendar_add_ns",
            add / total,
            "ns",
            bound: plainAdd / total,
            reach: .init(most: 25, ratio: 4)
        )
    )

    let between = cpuNanoseconds {
        for _ in 0..<rounds {
            for (start, end) in zip(questions.starts, questions.ends) {
                sums.ours &+=
                    calendar.workingTime(
                        from: Instant(milliseconds: start),
                        to: Instant(milliseconds: end)
                    ).milliseconds
            }
        }
    }
    let plainBetween = cpuNanoseconds {
        for _ in 0..<rounds {
            sums.plain &+= bl_calendar_between_all(
                table,
                questions.starts,
                questions.ends,
                questions.starts.count
            )
        }
    }
    precondition(sums.ours == sums.plain, "the plain calendar measures something else")
    report.add(
        Figure("calendar_between_ns", between / total, "ns", bound: plainBetween / total)
    )
}

/// Random moments of two years, and amounts from a minute to a hundred hours.
private struct CalendarQuestions {
    var starts: [Int64] = []
    var amounts: [Int64] = []
    var ends: [Int64] = []

    init(count: Int) {
        var random = SplitMix(state: 7)
        for _ in 0..<count {
            let start = 1_767_225_600_000 + Int64.random(in: 0..<63_072_000_000, using: &random)
            starts.append(start)
            amounts.append(Int64.random(in: 60_000...360_000_000, using: &random))
            ends.append(start + Int64.random(in: 0...2_000_000_000, using: &random))
        }
    }
}

private func plainTable(_ calendar: BusinessCalendar) -> UnsafeMutablePointer<bl_calendar> {
    // The years that our own table has at hand.
    let spans = calendar.openIntervals(
        from: Instant(milliseconds: 1_420_070_400_000),
        to: Instant(milliseconds: 2_398_377_600_000)
    )
    return bl_calendar_make(
        spans.map(\.open.milliseconds),
        spans.map(\.close.milliseconds),
        spans.count
    )
}

/// A seeded generator, so that every run asks the same.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}
