import BusinessTime
import Testing

/// Reads events, each given by its lines, for a calendar of Shanghai.
func feed(_ events: [String]..., head: [String] = []) throws -> HolidayTable {
    let lines = events.flatMap { ["BEGIN:VEVENT"] + $0 + ["END:VEVENT"] }
    let text = (["BEGIN:VCALENDAR"] + head + lines + ["END:VCALENDAR"]).joined(separator: "\r\n")
    return try ICalendarHolidays.parse(text, in: zone("Asia/Shanghai"))
}

/// The error that such a reading ends with.
func feedError(_ events: [String]..., head: [String] = []) throws -> String? {
    let lines = events.flatMap { ["BEGIN:VEVENT"] + $0 + ["END:VEVENT"] }
    let text = (["BEGIN:VCALENDAR"] + head + lines + ["END:VCALENDAR"]).joined(separator: "\r\n")
    do {
        _ = try ICalendarHolidays.parse(text, in: zone("Asia/Shanghai"))
        return nil
    } catch let error as ICalendarError {
        return error.description
    }
}
