import ArgumentParser
import BusinessTime
import Reporting
import ServiceLevels
import Support

/// `slactl calendar add`.
struct CalendarAdd: PrintingCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Calculate a deadline and show the time that it counts.",
        discussion: "For example: slactl calendar add office \"2026-11-20 16:30\" 4h"
    )

    @Argument(help: "The calendar's name.")
    var name: String

    @Argument(
        help: "From when: 2026-11-20T16:30:00+08:00, or \"2026-11-20 16:30\" in its zone, or now."
    )
    var start: String

    @Argument(help: "How much: 4h, 90min, 1h30min, 3 working days, 1 working day until close.")
    var amount: [String]

    @OptionGroup var options: ConfigOptions

    @Option(help: "table or json.")
    var format = OutputFormat.table

    func output() throws -> CommandOutput {
        let configuration = try options.read()
        let calendar = try configuration.calendar(named: name)
        let from = try Now.instant(at: start, in: calendar.zone)
        let text = amount.joined(separator: " ")
        let target = try CalendarAmount.parse(text)
        let deadline: Instant
        switch target {
        case .time(let span): deadline = calendar.add(span, to: from)
        case .workingDays(let days, let dayEnd):
            deadline = calendar.addWorkingDays(days, to: from, until: dayEnd)
        case .named: throw CommandError("'\(text)' is no amount of time")
        }
        guard deadline != .distantFuture, deadline != .distantPast else {
            throw CommandError(
                "\(text) from \(from.iso8601(in: calendar.zone)) on calendar '\(name)' "
                    + "is never reached"
            )
        }
        let count = CalendarCount(calendar: calendar, from: from, to: deadline)
        switch format {
        case .json: return CommandOutput(text: json(count, target).text)
        case .table: return CommandOutput(text: table(count, target))
        }
    }

    private func table(_ count: CalendarCount, _ target: Target) -> String {
        var fields = FieldLines()
        fields.add("calendar", count.title)
        fields.add("start", count.wall.dayText(count.from))
        fields.add("amount", target.text(in: .english))
        fields.add("deadline", count.deadlineText)
        fields.add("counted", count.lines)
        return ([fields.text()] + count.warnings).joined(separator: "\n")
    }

    private func json(_ count: CalendarCount, _ target: Target) -> JSONValue {
        .record(
            count.members.merging([
                "amount": .string(target.text(in: .english)),
                "start": .time(count.from, in: count.calendar.zone),
                "deadline": .time(count.to, in: count.calendar.zone),
            ]) { $1 }
        )
    }
}
