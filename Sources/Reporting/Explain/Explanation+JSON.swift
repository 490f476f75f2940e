import BusinessTime
import Configuration
import Ledger
import Notifications
import People
import ServiceLevels
import Support

extension Explanation {
    /// The explanation for programs.
    var json: JSONValue {
        .record([
            "ticket": .string(ticket.id),
            "now": time(now),
            "zone": .string(configuration.zone.name),
            "policy": .string(policy.id),
            "policy_file": .string(file),
            "policies_tried": .array(
                choice.trials.map { trial in
                    .record([
                        "policy": .string(trial.policy), "reason": .string(trial.reason),
                        "in_force": .bool(trial.holds),
                    ])
                }
            ),
            "ledger": raised.obstacle.map {
                .record(["readable": .bool(false), "reason": .string($0)])
            } ?? .record(["readable": .bool(true)]),
            "clocks": .array(cycles.map(json)),
            "turns_not_shown": .record(hidden.mapValues { .integer(Int64($0)) }),
            "other_clocks": .array(
                absent.map { clock, why in
                    .record([
                        "clock": .string(clock.id),
                        "reason": .string(why == .notStarted ? "not_started" : "not_for_ticket"),
                    ])
                }
            ),
            "decisions": .array(
                decisions.map { key, decision in
                    .record(
                        members(of: decision).merging([
                            "clock": .string(key.clock), "cycle_seq": .integer(key.cycle.seq),
                        ]) { first, _ in first }
                    )
                }
            ),
            "notices": .array(notices.map(json)),
            "roles": .array(
                roles.map { role, reasons in
                    .record([
                        "role": .string(role), "reasons": .array(reasons.map(json)),
                    ])
                }
            ),
        ])
    }

    private func time(_ instant: Instant?) -> JSONValue {
        .time(instant, in: configuration.zone)
    }

    private func json(_ entry: CycleEntry) -> JSONValue {
        let reading = entry.reading
        let (state, at) = stateWords(reading.state)
        return .record([
            "clock": .string(reading.clock),
            "name": .string(reading.name.text(in: configuration.language)),
            "rule": .string(reading.row.rule),
            "tickets": .string(reading.row.when.text),
            "subject": JSONValue(reading.subject.map(ContactMask.masked)),
            "state": .string(state),
            "state_at": time(at),
            "cycle_seq": .integer(reading.cycle.seq),
            "term": .integer(Int64(reading.promiseRevision)),
            "started": time(reading.started),
            "target": JSONValue(reading.row.target?.text(in: .english)),
            "recurring": .bool(reading.row.recurring),
            "calendar": .string(reading.row.calendar.name),
            "due": time(reading.due),
            "promises": .array(
                entry.promises.map {
                    .record(["promised": time($0.at), "due": time($0.due)])
                }
            ),
            "decision": reading.decision.map { .record(members(of: $0)) } ?? .null,
            "counted_seconds": .seconds(reading.countedSum),
            "counted": .array(
                reading.counted.map { SpanLines.json($0, in: configuration.zone) }
            ),
            "left_out": .array(
                reading.waits.map { pause in
                    .record([
                        "from": time(pause.from), "to": time(pause.to),
                        "status": JSONValue(pause.status),
                    ])
                }
            ),
            "past": .array(reading.reached.map { json($0, reading, isPast: true) }),
            "next": .array(reading.ahead.map { json($0, reading, isPast: false) }),
            "default": JSONValue(reading.row.choice?.text(in: .english)),
        ])
    }

    /// By the names of `figures.md`.
    private func members(of decision: Decision) -> [String: JSONValue] {
        [
            "verdict": .string(decision.verdict.rawValue),
            "decided": time(decision.at),
            "rule": .string(decision.rule),
            "level": JSONValue(decision.level),
            "due": time(decision.due),
            "standard_due": time(decision.standardDue),
            "satisfied": time(decision.satisfied),
        ]
    }

    private func json(
        _ point: ClockReading.Point,
        _ reading: ClockReading,
        isPast: Bool
    ) -> JSONValue {
        var members: [String: JSONValue] = [
            "step": .string(point.step.name),
            "kind": .string(point.step.kind.rawValue),
            "occurrence": .integer(Int64(point.occurrence)),
            "at": time(point.at),
            "tells": tells(audience(of: point, in: reading)),
        ]
        if isPast { members["recorded"] = recorded(identity(of: point, in: reading)) }
        return .record(members)
    }

    private func json(_ reading: NoticeReading) -> JSONValue {
        .record([
            "notice": .string(reading.notice.id),
            "name": .string(reading.notice.name.text(in: configuration.language)),
            "rule": .string(reading.notice.rule),
            "past": .array(
                reading.due.map { step in
                    .record([
                        "at": time(step.at), "recorded": recorded(step.identity),
                        "tells": tells(audience(of: reading.notice, at: step.at)),
                    ])
                }
            ),
            "next": time(reading.next),
            "tells": tells(audience(of: reading)),
            "default": JSONValue(reading.notice.choice?.text(in: .english)),
        ])
    }

    private func tells(_ parts: [AudiencePart]) -> JSONValue {
        .array(
            parts.map { part in
                .record([
                    "role": .string(part.hearing.role),
                    "stands_for": .texts(part.hearing.standsFor),
                    "channels": .texts(part.hearing.channels),
                    "persons": .array(part.listeners.map(json)),
                    "waits_until": time(part.waitsUntil),
                ])
            }
        )
    }

    private func json(_ reason: Resolution.Reason) -> JSONValue {
        let (finding, names, until): (String, [String], Instant?) =
            switch reason.finding {
            case .found(let ids): ("found", ids, nil)
            case .unlisted(let name): ("unlisted", [ContactMask.masked(name)], nil)
            case .deputy(let absent, let deputy, let until): ("deputy", [absent, deputy], until)
            case .away(let absent, let until): ("away", [absent], until)
            case .nobody: ("nobody", [], nil)
            case .fallback(let roles): ("fallback", roles, nil)
            }
        return .record([
            "role": .string(reason.role),
            "source": JSONValue(reason.source?.text),
            "finding": .string(finding),
            "names": .texts(names),
            "until": time(until == .distantFuture ? nil : until),
        ])
    }

    private func json(_ listener: AudiencePart.Listener) -> JSONValue {
        .record([
            "id": JSONValue(listener.recipient.person),
            "name": .string(ContactMask.masked(listener.recipient.name)),
            "roles": .texts(listener.recipient.roles),
            "deputy_of": .texts(listener.recipient.deputyOf),
            "waits_until": time(listener.waitsUntil),
        ])
    }

    /// The ledger's record of a step; null without a record or a ledger.
    private func recorded(_ identity: AlertIdentity) -> JSONValue {
        guard let record = raised.record(of: identity) else { return .null }
        return .record([
            "at": time(record.raised), "state": .string(record.disposition),
            "seq": .integer(record.seq),
        ])
    }

    private func stateWords(_ state: ClockReading.State) -> (String, Instant?) {
        switch state {
        case .running: ("running", nil)
        case .breached: ("breached", nil)
        case .paused(let since): ("paused", since)
        case .met(let at): ("met", at)
        case .late(let at): ("late", at)
        case .renegotiated(let at): ("renegotiated", at)
        case .ended(let at): ("ended", at)
        }
    }
}
