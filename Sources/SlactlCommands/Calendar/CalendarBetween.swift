import ArgumentParser
import BusinessTime
import Reporting
import Support

/// `slactl calendar between`.
struct CalendarBetween: PrintingCommand {
    static let configuration = CommandConfiguration(
        commandName: "between",
        abstract: "Measure the open time between two moments.",
        discussion: "The wrong way round it is negative."
    )

    @Argument(help: "The calendar's name.")
    var name: String

    @Argument(
        help: "From when: 2026-11-20T16:30:00+08:00, or \"2026-11-20 16:30\" in its zone, or now."
    )
    var from: String

    @Argument(help: "Until when, as from when.")
    var to: String

    @OptionGroup var options: ConfigOptions

    @Option(help: "table or json.")
    var format = OutputFormat.table

    func output() throws -> CommandOutput {
        let configuration = try options.read()
        let calendar = try configuration.calendar(named: name)
        let count = CalendarCount(
            calendar: calendar,
            from: try Now.instant(at: from, in: calendar.zone),
            to: try Now.instant(at: to, in: calendar.zone)
        )
        switch format {
        case .json: return CommandOutput(text: json(count).text)
        case .table: return CommandOutput(text: table(count))
        }
    }

    private func table(_ count: CalendarCount) -> String {
        var fields = FieldLines()
        fields.add("calendar", count.title)
        fields.add("from", count.wall.dayText(count.from))
        fields.add("to", count.wall.dayText(count.to))
        fields.add("counted", count.lines)
        return ([fields.text()] + count.warnings).joined(separator: "\n")
    }

    private func json(_ count: CalendarCount) -> JSONValue {
        .record(
            count.members.merging([
                "from": .time(count.from, in: count.calendar.zone),
                "to": .time(count.to, in: count.calendar.zone),
            ]) { $1 }
        )
    }
}
