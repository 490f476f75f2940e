import BusinessTime
import Foundation
import ServiceLevels
import Testing

/// One scenario in the neutral form.
struct Vector: CustomTestStringConvertible, Sendable {
    struct Event: Sendable {
        var at: Instant
        var type: String
        var by: String?
        var to: String?
    }

    struct Checkpoint: @unchecked Sendable {  // Plain JSON values, never changed.
        var afterEvent: Int
        var at: Instant
        var expect: [String: Any]
    }

    var id: String
    var calendar: BusinessCalendar
    var policies: [String: Settings]
    var events: [Event]
    var checkpoints: [Checkpoint]
    var isEngineSpecific: Bool

    var testDescription: String { id }

    /// What a policy of the neutral form says.
    struct Settings: Sendable {
        var targets: [String: TimeSpan] = [:]
        /// Which clocks pauses stop; nil for all that can be.
        var paused: Set<String>?
        var startsImmediately = false
    }
}

enum Vectors {
    /// Where our conventions give another answer, on purpose: what we answer and why.
    static let ours: [String: (expect: [String: any Sendable], why: String)] = [
        "scn_chatwoot_sifex_znuny-004": (
            ["status": "missed"], "a miss does not vanish because the ticket was resolved later"
        ),
        "scn_chatwoot_sifex_znuny-010": (
            ["status": "missed", "misses": ["response": 0, "update": 1, "resolution": 1]],
            "one wait of the customer is one miss, however often they write meanwhile"
        ),
        "scn_chatwoot_sifex_znuny-018": (
            ["resolution_due": "2016-04-14T18:57:17+00:00"],
            "a wait that begins after the deadline moves nothing"
        ),
        "scn_rt-009": (
            ["due": "2026-01-05T12:10:00+00:00"],
            "time that was waited for the customer is never counted against the agents"
        ),
    ]

    static func load(_ name: String) throws -> [Vector] {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Vectors/\(name)")
        let json = try JSONSerialization.jsonObject(with: Data(contentsOf: file))
        let scenarios = (json as? [String: Any])?["scenarios"] as? [[String: Any]] ?? []
        return try scenarios.map(vector)
    }

    private static func vector(_ json: [String: Any]) throws -> Vector {
        let events = (json["events"] as? [[String: Any]] ?? []).map { event in
            Vector.Event(
                at: instant(event["at"]),
                type: event["type"] as? String ?? "",
                by: event["by"] as? String,
                to: event["to"] as? String
            )
        }
        let policy = json["policy"] as? [String: Any] ?? [:]
        var policies = ["": settings(policy)]
        for version in policy["versions"] as? [[String: Any]] ?? [] {
            policies[version["name"] as? String ?? ""] = settings(version)
            if policies[""]?.targets.isEmpty == true { policies[""] = settings(version) }
        }
        // The queue's own policy goes before the default of the whole installation.
        if let queue = policy["queue"] as? [String: Any] { policies[""] = settings(queue) }
        return Vector(
            id: json["id"] as? String ?? "",
            calendar: try calendar(json["calendar"]),
            policies: policies,
            events: events,
            checkpoints: checkpoints(json, events),
            isEngineSpecific: json["engine_specific"] as? Bool ?? false
        )
    }

    private static func checkpoints(
        _ json: [String: Any],
        _ events: [Vector.Event]
    ) -> [Vector.Checkpoint] {
        let listed = json["checkpoints"] as? [[String: Any]] ?? []
        if !listed.isEmpty {
            return listed.map { checkpoint in
                let index = checkpoint["after_event"] as? Int ?? 0
                return Vector.Checkpoint(
                    afterEvent: index,
                    at: events[index].at,
                    expect: checkpoint["expect"] as? [String: Any] ?? [:]
                )
            }
        }
        let end = events.last?.at ?? Instant(milliseconds: 0)
        return [
            Vector.Checkpoint(
                afterEvent: events.count - 1,
                at: json["evaluate_at"].map(instant) ?? end,
                expect: json["expect"] as? [String: Any] ?? [:]
            )
        ]
    }

    private static func settings(_ json: [String: Any]) -> Vector.Settings {
        var settings = Vector.Settings()
        for (key, value) in json where key.hasSuffix("_seconds") {
            guard let seconds = value as? Int64 else { continue }
            settings.targets[String(key.dropLast(8))] = .seconds(seconds)
        }
        for (name, value) in json["targets_seconds"] as? [String: Int64] ?? [:] {
            settings.targets[name] = .seconds(value)
        }
        if let paused = json["ignore_on_statuses"] as? [String: Any] {
            settings.paused = Set(paused.keys)
        }
        settings.startsImmediately = json["start_immediately"] as? Bool ?? false
        return settings
    }

    private static func calendar(_ json: Any?) throws -> BusinessCalendar {
        let json = json as? [String: Any] ?? [:]
        let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
        var week: [Weekday: [OpenHours]] = [:]
        for (day, hours) in json["week"] as? [String: [[String]]] ?? [:] {
            guard let number = days.firstIndex(of: day), let weekday = Weekday(rawValue: number + 1)
            else { continue }
            week[weekday] = hours.compactMap { pair in
                guard let open = CivilTime(pair[0]), let close = CivilTime(pair[1]) else {
                    return nil
                }
                return OpenHours(open: open, close: close)
            }
        }
        let zone = try ZoneRules(named: json["timezone"] as? String ?? "UTC")
        return try BusinessCalendar(CalendarDefinition(name: "vector", zone: zone, week: week))
    }

    static func instant(_ value: Any?) -> Instant {
        (value as? String).flatMap { Instant(iso8601: $0) } ?? Instant(milliseconds: 0)
    }
}
