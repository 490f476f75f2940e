import ArgumentParser
import BusinessTime
import Configuration
import Reporting
import Support

/// `slactl calendar show`.
struct CalendarShow: PrintingCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show the week of a calendar, its holidays and its make-up days."
    )

    @Argument(help: "The calendar's name; all of them without it.")
    var name: String?

    @Option(help: "The year whose days are shown; this one by default.")
    var year: Int?

    @Option(help: "The first date to show, instead of a year.")
    var from: String?

    @Option(help: "The last date to show.")
    var to: String?

    @OptionGroup var options: ConfigOptions

    @Option(help: "table or json.")
    var format = OutputFormat.table

    func validate() throws {
        if year != nil, from != nil || to != nil {
            throw ValidationError("--year cannot stand beside --from and --to")
        }
        if let year, !(1...9999).contains(year) {
            throw ValidationError("--year \(year): expected 1 to 9999")
        }
        let first = try from.map { try Self.date($0, "--from") }
        let last = try to.map { try Self.date($0, "--to") }
        guard (first == nil) == (last == nil) else {
            throw ValidationError("--from and --to go together")
        }
        if let first, let last, last < first || last > first.adding(days: 3660) {
            throw ValidationError("--to \(last): expected a date up to ten years after --from")
        }
    }

    func output() throws -> CommandOutput {
        let configuration = try options.read()
        let calendars =
            try name.map { [try configuration.calendar(named: $0)] }
            ?? configuration.calendars.values.sorted { $0.name < $1.name }
        let now = Now.instant
        let facts = try calendars.map { calendar in
            CalendarFacts(
                calendar: calendar,
                dates: try dates(now, in: calendar.zone),
                now: now
            )
        }
        switch format {
        case .json: return CommandOutput(text: JSONValue.array(facts.map(\.json)).text)
        case .table: return CommandOutput(text: facts.map(\.text).joined(separator: "\n\n"))
        }
    }

    private func dates(_ now: Instant, in zone: ZoneRules) throws -> ClosedRange<CivilDate> {
        if let from, let to { return try Self.date(from, "--from")...Self.date(to, "--to") }
        let year = year ?? zone.civil(at: now).date.year
        let first = try Self.date(CivilDate(year: year, month: 1, day: 1), "--year \(year)")
        let last = try Self.date(CivilDate(year: year, month: 12, day: 31), "--year \(year)")
        return first...last
    }

    private static func date(_ text: String, _ option: String) throws -> CivilDate {
        try date(CivilDate(text), "\(option) \(text)")
    }

    private static func date(_ date: CivilDate?, _ argument: String) throws -> CivilDate {
        guard let date else {
            throw ValidationError("\(argument): expected a date like 2026-11-22")
        }
        return date
    }
}
