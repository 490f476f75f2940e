import BusinessTime
import Reporting
import Support

/// The answer of our calendars to a vector.
struct VectorAnswer {
    /// Nil for an unsupported operation, mode or calendar.
    let value: JSONValue?

    /// Answers a vector.
    ///
    /// - Throws: if the vector cannot be read or lacks a field that its operation needs.
    init(_ vector: Vector) throws {
        let zone = try vector.zone()
        guard vector.mode == nil else {
            value = nil
            return
        }
        do {
            value = try Self.answer(vector, zone)
        } catch CalendarError.neverOpen {
            // Other engines then use the wall clock or count nothing; here it is an error.
            value = nil
        }
    }

    private static func answer(_ vector: Vector, _ zone: ZoneRules) throws -> JSONValue? {
        switch vector.op {
        case "add":
            let length = try need(vector.amount_seconds, "amount_seconds").span
            return time(try vector.calendar().add(length, to: try start(vector, zone)), zone)
        case "subtract":
            let length = try need(vector.amount_seconds, "amount_seconds").span
            return time(
                try vector.calendar().subtract(length, from: try start(vector, zone)),
                zone
            )
        case "add_days", "subtract_days":
            let days = try need(vector.amount_days, "amount_days")
            let signed = vector.op == "add_days" ? days : -days
            let start = try start(vector, zone)
            return time(try vector.calendar().addWorkingDays(signed, to: start), zone)
        case "between":
            let end = try moment(vector.end, "end", zone)
            let start = try start(vector, zone)
            return .integer(try vector.calendar().workingTime(from: start, to: end).seconds)
        case "next_open":
            return time(try vector.calendar().nextOpen(from: try start(vector, zone)), zone)
        case "prev_active":
            return time(
                try vector.calendar().previousClose(before: try start(vector, zone)),
                zone
            )
        case "is_open":
            return .bool(try vector.calendar().isOpen(at: try start(vector, zone)))
        case "open_intervals_after":
            let count = try need(vector.count, "count")
            return pairs(
                try vector.calendar().openIntervals(after: try start(vector, zone), count: count),
                zone
            )
        case "open_intervals_before":
            let count = try need(vector.count, "count")
            return pairs(
                try vector.calendar().openIntervals(before: try start(vector, zone), count: count),
                zone
            )
        case "resolve_wall_time":
            let text = try need(vector.wall, "wall")
            guard let wall = civil(text) else { throw fault("wall", text) }
            return time(zone.instant(of: wall), zone)
        default:
            return nil
        }
    }

    /// The vector's moment, called `start` or `at`.
    private static func start(_ vector: Vector, _ zone: ZoneRules) throws -> Instant {
        if vector.start == nil, vector.at != nil { return try moment(vector.at, "at", zone) }
        return try moment(vector.start, "start", zone)
    }

    /// A moment; without an offset it is on the wall clock of the vector's zone.
    private static func moment(
        _ text: String?,
        _ field: String,
        _ zone: ZoneRules
    ) throws -> Instant {
        let text = try need(text, field)
        if let instant = Instant(iso8601: text) { return instant }
        guard let wall = civil(text) else { throw fault(field, text) }
        return zone.instant(of: wall)
    }

    private static func civil(_ text: String) -> CivilDateTime? {
        let parts = text.split { $0 == "T" || $0 == " " }
        guard parts.count == 2, let date = CivilDate(String(parts[0])),
            let time = CivilTime(String(parts[1]))
        else { return nil }
        return CivilDateTime(date: date, time: time)
    }

    private static func need<Value>(_ value: Value?, _ field: String) throws -> Value {
        guard let value else { throw CommandError("has no '\(field)'") }
        return value
    }

    private static func fault(_ field: String, _ text: String) -> CommandError {
        CommandError("'\(field)': '\(text)' is not a time")
    }

    private static func pairs(_ intervals: [OpenInterval], _ zone: ZoneRules) -> JSONValue {
        .array(intervals.map { .array([time($0.open, zone), time($0.close, zone)]) })
    }

    /// The moment with a numeric offset, in UTC too; null if it is never reached.
    private static func time(_ instant: Instant, _ zone: ZoneRules) -> JSONValue {
        if instant == .distantFuture || instant == .distantPast { return .null }
        let text = instant.iso8601(in: zone)
        return .string(text.hasSuffix("Z") ? text.dropLast() + "+00:00" : text)
    }
}

extension Double {
    /// The seconds, to the millisecond.
    fileprivate var span: TimeSpan {
        let milliseconds = (self * 1000).rounded()
        // Farther times are never reached, and integers are limited.
        return .milliseconds(Int64(max(-1e15, min(milliseconds, 1e15))))
    }
}
