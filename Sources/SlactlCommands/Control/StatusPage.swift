import BusinessTime
import ControlProtocol
import Ledger
import Reporting
import Support

/// The daemon's status, for people and programs.
struct StatusPage {
    let status: StatusResult
    let wall: WallText

    private var zone: ZoneRules { wall.zone }

    /// What is wrong, one fault a line.
    var faults: [String] {
        let channels = status.channels.compactMap { channel in
            channel.disabled.map { "channel '\(channel.name)' is disabled: \($0)" }
        }
        let reload = status.reloadFaults.isEmpty ? [] : ["the last reload was rejected"]
        return [status.trouble.map { "degraded: \($0)" }].compactMap(\.self) + channels + reload
    }

    var text: String {
        var fields = FieldLines()
        fields.add(
            "slawatchd",
            "\(status.version), process \(status.pid), since \(wall.text(status.started))"
        )
        if let trouble = status.trouble { fields.add("degraded", trouble) }
        let open = status.open.map(String.init) ?? "?"
        fields.add("tickets", "\(open) open, \(status.late) late")
        fields.add("next deadline", status.nextDeadline.map(wall.text) ?? "none")
        fields.add("sending", sending)
        fields.add("undelivered", String(status.undelivered))
        if let counts = status.deliveries { fields.add("deliveries", Self.counts(counts)) }
        fields.add("channels", channels)
        fields.add("acknowledged", status.acknowledgements.map { "\($0) in force" } ?? "?")
        fields.add("silences", status.silences.map { "\($0) in force" } ?? "?")
        if !status.maintenance.isEmpty { fields.add("maintenance", status.maintenance) }
        if !status.unknown.isEmpty { fields.add("unknown", unknown) }
        fields.add("reloaded", reloaded)
        let due = "made by an older version; bring it up to date: slactl store init"
        fields.add("store", [status.store] + (status.storeOutdated == true ? [due] : []))
        let extent = Self.extent(status.ledgerBytes, since: status.ledgerSince, wall)
        fields.add("ledger", [status.ledger] + extent)
        return fields.text()
    }

    private var sending: [String] {
        let pause = status.pausedUntil.map { "paused until \(wall.text($0))" }
        let shadow = status.isShadow ? "shadow mode: recorded, nothing is sent" : nil
        let reasons = [pause, shadow].compactMap(\.self)
        return reasons.isEmpty ? ["on"] : reasons
    }

    private var reloaded: [String] {
        guard let time = status.reloaded else { return ["not since the start"] }
        if status.reloadFaults.isEmpty { return [wall.text(time)] }
        return ["\(wall.text(time)) failed, the former configuration stays:"] + status.reloadFaults
    }

    /// The first unknown words, each with the line that fixes it.
    private var unknown: [String] {
        let limit = 10
        let lines = status.unknown.prefix(limit).flatMap { item in
            let count = item.tickets == 1 ? "ticket" : "\(item.tickets) tickets, such as"
            return ["\(item.message) (\(count) \(item.example))", "  \(item.remedy)"]
        }
        let rest = status.unknown.count - limit
        return rest > 0 ? lines + ["and \(rest) more with --format json"] : lines
    }

    private var channels: [String] {
        status.channels.map { channel in
            var words = "\(channel.name)  \(channel.kind)"
            if !channel.target.isEmpty, channel.target != channel.kind {
                words += " to \(channel.target)"
            }
            words += ", \(channel.inFlight) in flight, \(channel.waiting) waiting"
            if let end = channel.pausedUntil { words += ", rests until \(wall.text(end))" }
            if let reason = channel.disabled { words += ", disabled: \(reason)" }
            return words
        }
    }

    var json: JSONValue {
        .record([
            "running": .bool(true),
            "version": .string(status.version),
            "pid": .integer(Int64(status.pid)),
            "started": .time(status.started, in: zone),
            "open": .count(status.open),
            "late": .count(status.late),
            "next_deadline": .time(status.nextDeadline, in: zone),
            "undelivered": .count(status.undelivered),
            "deliveries": status.deliveries.map { .record($0.mapValues(JSONValue.count)) }
                ?? .null,
            "shadow": .bool(status.isShadow),
            "paused_until": .time(status.pausedUntil, in: zone),
            "maintenance": .array(status.maintenance.map(JSONValue.string)),
            "unknown": .array(
                status.unknown.map { item in
                    .record([
                        "message": .string(item.message),
                        "tickets": .count(item.tickets),
                        "example": .string(item.example),
                        "remedy": .string(item.remedy),
                    ])
                }
            ),
            "trouble": JSONValue(status.trouble),
            "store": .string(status.store),
            "ledger": .string(status.ledger),
            "ledger_bytes": status.ledgerBytes.map(JSONValue.integer) ?? .null,
            "ledger_since": .time(status.ledgerSince, in: zone),
            "channels": .array(
                status.channels.map { channel in
                    .record([
                        "name": .string(channel.name),
                        "kind": .string(channel.kind),
                        "target": .string(channel.target),
                        "in_flight": .count(channel.inFlight),
                        "waiting": .count(channel.waiting),
                        "paused_until": .time(channel.pausedUntil, in: zone),
                        "disabled": JSONValue(channel.disabled),
                    ])
                }
            ),
            "acknowledgements": .count(status.acknowledgements),
            "silences": .count(status.silences),
            "reloaded": .time(status.reloaded, in: zone),
            "reload_faults": .texts(status.reloadFaults),
        ])
    }

    /// The ledger's size and oldest record; empty if it cannot be read.
    static func extent(_ bytes: Int64?, since: Instant?, _ wall: WallText) -> [String] {
        guard let bytes else { return [] }
        let tenths = (bytes * 10 + 500_000) / 1_000_000
        let size = "\(tenths / 10).\(tenths % 10) MB"
        return [since.map { "\(size), the oldest record of \(wall.text($0))" } ?? size]
    }

    /// The number of deliveries in each state, in the order of the law of conservation.
    static func counts(_ counts: [String: Int]) -> String {
        DeliveryBalance.order.map { "\($0.rawValue) \(counts[$0.rawValue] ?? 0)" }
            .joined(separator: ", ")
    }
}

extension JSONValue {
    /// A count; null if unknown.
    static func count(_ number: Int?) -> JSONValue {
        number.map { .integer(Int64($0)) } ?? .null
    }
}
