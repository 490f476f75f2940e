import ArgumentParser
import BusinessTime
import Configuration

/// `slactl calendar`.
struct CalendarCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "calendar",
        abstract: "Look into the calendars and calculate with them.",
        subcommands: [
            CalendarShow.self, CalendarAdd.self, CalendarBetween.self, CalendarEval.self,
        ]
    )
}

extension Configuration {
    func calendar(named name: String) throws(CommandError) -> BusinessCalendar {
        guard let calendar = calendars[name] else {
            throw .unknown("calendar", name, among: Array(calendars.keys))
        }
        return calendar
    }
}
