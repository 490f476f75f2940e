import BusinessTime
import Configuration
import Reporting
import ServiceLevels
import Support

/// A policy for programs.
struct PolicyRecord {
    /// The language of names.
    let language: Language

    func json(_ source: Configuration.PolicySource) -> JSONValue {
        let policy = source.policy
        return .record([
            "id": .string(policy.id),
            "name": .string(policy.name.text(in: language)),
            "file": .string(source.file),
            "automatic": .texts(policy.automatic.texts.sorted()),
            "customer_message_ends": .texts(policy.waitsForCustomer.texts.sorted()),
            "clocks": .array(policy.clocks.map(json)),
            "notices": .array(policy.notices.map(json)),
        ])
    }

    private func json(_ clock: Clock) -> JSONValue {
        .record([
            "id": .string(clock.id),
            "name": .string(clock.name.text(in: language)),
            "start": .string(clock.start.text),
            "starting": .string(clock.starting.rawValue),
            "satisfied_by": .string(clock.satisfiedBy.text),
            "ends": .string(clock.ends.text),
            "reopening": .string(clock.reopening.rawValue),
            "pauses": .string(clock.pauses.text),
            "promises": .bool(clock.promises),
            "rows": .array(clock.cases.map(json)),
        ])
    }

    private func json(_ row: ClockCase) -> JSONValue {
        .record([
            "rule": .string(row.rule),
            "tickets": .string(row.when.text),
            "target": JSONValue(row.target?.text(in: .english)),
            "recurring": .bool(row.recurring),
            "calendar": .string(row.calendar.name),
            "satisfied_by": JSONValue(row.satisfiedBy?.text),
            "ends": JSONValue(row.ends?.text),
            "ladder": .array(row.ladder.map(json)),
            "default": JSONValue(row.choice?.text(in: .english)),
        ])
    }

    private func json(_ step: Step) -> JSONValue {
        .record([
            "step": .string(step.name),
            "kind": .string(step.kind.rawValue),
            "when": .string(step.momentText),
            "repeat_seconds": step.every.map(JSONValue.seconds) ?? .null,
            "repeat_working_days": step.everyDays.map { .integer(Int64($0)) } ?? .null,
            "roles": .texts(step.roles),
        ])
    }

    private func json(_ notice: Notice) -> JSONValue {
        .record([
            "id": .string(notice.id),
            "name": .string(notice.name.text(in: language)),
            "rule": .string(notice.rule),
            "tickets": .string(notice.when.text),
            "on": .string(notice.on.text),
            "after_seconds": .seconds(notice.delay),
            "once": .string(notice.once.rawValue),
            "ends": .string(notice.ends.text),
            "roles": .texts(notice.roles),
            "default": JSONValue(notice.choice?.text(in: .english)),
        ])
    }
}
