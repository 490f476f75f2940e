import BusinessTime
import Ledger
import ServiceLevels
import Support

/// A cycle of a clock, worded for people.
struct CycleText {
    let page: ExplanationPage

    /// The cycle, one fact a line.
    func text(_ entry: Explanation.CycleEntry) -> String {
        let reading = entry.reading
        let row = reading.row
        var fields = FieldLines()
        fields.add(say("状态", "state"), state(of: reading))
        fields.add(say("开始", "started"), started(entry))
        fields.add(
            say("目标", "target"),
            target(of: row) + say("，日历 ", " on ")
                + "\(row.calendar.name) (\(row.calendar.zone.name))"
                + (reading.promiseRevision > 0 ? say("，由承诺取代", ", replaced by the promise") : "")
        )
        fields.add(say("条件", "for"), page.condition(row.when))
        fields.add(
            say("承诺", "promised"),
            entry.promises.compactMap { event in
                event.due.map { due in
                    "\(wall.text(due))  "
                        + say("于 \(wall.text(event.at)) 承诺", "promised \(wall.text(event.at))")
                }
            }
        )
        fields.add(say("截止", "due"), due(of: reading))
        fields.add(
            say("计时", "counted"),
            SpanLines(wall: wall, language: page.language)
                .lines(reading.counted, sum: reading.countedSum)
        )
        fields.add(say("不计", "left out"), reading.waits.map(pause))
        let marked = Set(
            reading.reached.map { page.explanation.identity(of: $0, in: reading) }
        )
        fields.add(
            say("此前通知", "said before"),
            page.explanation.raised.records(of: reading)
                .filter { !marked.contains($0.identity) }
                .map { "\($0.identity.step)  \(page.mark(of: $0.identity))" }
        )
        fields.add(say("已到", "past"), past(reading))
        fields.add(say("接下来", "next"), next(reading))
        if let choice = row.choice {
            fields.add(say("† 默认", "† default"), choice.text(in: page.language))
        }
        let subject = reading.subject.map { "  \(ContactMask.masked($0))" } ?? ""
        let hidden = page.explanation.hidden[reading.clock].map {
            say("  （此前 \($0) 轮见 --all）", "  (earlier turns: \($0), see --all)")
        }
        let title = "\(reading.clock)  \(reading.name.text(in: page.language))  \(row.rule)"
        return (title + subject + (hidden ?? "")).withoutControls + "\n"
            + fields.text(indent: "  ")
    }

    private var wall: WallText { page.wall }

    private func say(_ chinese: String, _ english: String) -> String {
        page.say(chinese, english)
    }

    private func state(of reading: ClockReading) -> String {
        switch reading.state {
        case .running:
            let left = reading.due.map { say("，", ", due ") + page.countdown($0) }
            return say("进行中", "running") + (left ?? "")
        case .breached:
            let late = reading.due.map { (page.explanation.now - $0).text(in: page.language) } ?? ""
            return say("已超时 \(late)", "breached, \(late) late")
        case .paused(let since):
            return say("暂停，自 \(wall.text(since)) 起", "paused since \(wall.text(since))")
        case .met(let at): return say("按时完成 \(wall.text(at))", "met \(wall.text(at))")
        case .late(let at): return say("超时完成 \(wall.text(at))", "met too late \(wall.text(at))")
        case .renegotiated(let at):
            return say("改约后完成 \(wall.text(at))", "renegotiated, done \(wall.text(at))")
        case .ended(let at):
            return say("未完成即结束 \(wall.text(at))", "ended unmet \(wall.text(at))")
        }
    }

    private func started(_ entry: Explanation.CycleEntry) -> String {
        let event = page.explanation.ticket.events.first { $0.seq == entry.reading.cycle.seq }
        let what = event.map { "  \($0.kind)" } ?? ""
        return wall.dayText(entry.reading.started) + what
    }

    private func target(of row: ClockCase) -> String {
        let text = row.target?.text(in: page.language) ?? "–"
        return row.recurring ? say("每 \(text)", "every \(text)") : text
    }

    private func due(of reading: ClockReading) -> String {
        guard let due = reading.due else {
            return say("等待结束后才能确定", "unknown until the wait is over")
        }
        return wall.dayText(due)
    }

    private func pause(_ pause: Pause) -> String {
        let stretch =
            pause.to.map { wall.text(OpenInterval(open: pause.from, close: $0)) }
            ?? "\(wall.dayText(pause.from)) - \(say("至今", "until now"))"
        let status =
            pause.status.map { "  \(say("等待", "waiting")) (\($0))" }
            ?? (pause.to == nil ? "" : "  \(say("等待或已关闭", "waiting or closed"))")
        return stretch + status
    }

    private func past(_ reading: ClockReading) -> [String] {
        let points = reading.reached.sorted { ($0.at ?? .distantPast) < ($1.at ?? .distantPast) }
        let titles = points.map(page.title)
        let marks = points.map {
            page.mark(of: page.explanation.identity(of: $0, in: reading))
        }
        let width = titles.map(\.displayWidth).max() ?? 0
        let markWidth = marks.map(\.displayWidth).max() ?? 0
        return points.indices.map { index in
            [
                titles[index].padded(toWidth: width), points[index].at.map(wall.text) ?? "–",
                marks[index].padded(toWidth: markWidth), audience(of: points[index], in: reading),
            ].joined(separator: "  ")
        }
    }

    private func next(_ reading: ClockReading) -> [String] {
        let points = reading.ahead.sorted {
            ($0.at ?? .distantFuture, $0.order) < ($1.at ?? .distantFuture, $1.order)
        }
        let titles = points.map(page.title)
        let width = titles.map(\.displayWidth).max() ?? 0
        return zip(points, titles).map { point, title in
            let when =
                point.at.map { "\(wall.text($0))  \(page.countdown($0))" }
                ?? say("等待期间暂停", "held up by the wait")
            return "\(title.padded(toWidth: width))  \(when)  \(audience(of: point, in: reading))"
        }
    }

    private func audience(of point: ClockReading.Point, in reading: ClockReading) -> String {
        AudienceText(page: page).text(page.explanation.audience(of: point, in: reading))
    }
}
