import ArgumentParser
import BusinessTime
import ControlProtocol
import Reporting
import TicketStoreAdmin

/// `slactl silence add`.
struct SilenceAdd: PrintingCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Silence the messages that match all that is named.",
        discussion: "For supervisors and above. Alerts are recorded all the same."
    )

    @OptionGroup var control: ControlOptions

    @Option(help: "Messages about this ticket.")
    var ticket: String?

    @Option(help: "Messages about this clock or notice.")
    var clock: String?

    @Option(help: "Messages under this rule of the standard, such as S0-3a.")
    var rule: String?

    @Option(help: "Messages of this kind: warning, breach, escalation, …")
    var kind: String?

    @Option(help: "Messages on this channel.")
    var channel: String?

    @Option(
        name: .customLong("where"),
        parsing: .upToNextOption,
        help: ArgumentHelp(
            "Tickets with this value; several values of one attribute mean any of them.",
            valueName: "attribute=value"
        )
    )
    var conditions: [String] = []

    @Option(name: .customLong("for"), help: "How long, such as 2h; 31 days at most.")
    var span: String

    @Option(help: "From when; now by default.")
    var from: String?

    @Option(help: "Why.")
    var comment: String

    func validate() throws {
        _ = try length()
        let attributes = try attributes()
        let isEmpty = [ticket, clock, rule, kind, channel].allSatisfy { $0 == nil }
        if isEmpty, attributes.isEmpty {
            throw ValidationError("name what is to be silenced, such as --ticket or --clock")
        }
    }

    func output() throws -> CommandOutput {
        let zone = control.zone
        let begins = try from.map { try EventTime.parse($0, in: zone) }
        let lists = try attributes().mapValues { ControlValue.array($0.map(ControlValue.string)) }
        let made = try control.call(
            "silence",
            [
                "ticket": .text(ticket), "clock": .text(clock), "rule": .text(rule),
                "kind": .text(kind), "channel": .text(channel),
                "attributes": lists.isEmpty ? nil : .object(lists),
                "from": .text(begins?.iso8601()), "seconds": .integer(try length().seconds),
                "comment": .string(comment),
            ],
            as: SilenceItem.self
        )
        let wall = control.wall
        let text =
            "silence \(made.id): \(wall.text(made.begins)) to \(wall.text(made.ends)), "
            + SilenceList.matcher(of: made)
        return CommandOutput(text: text)
    }

    private func length() throws -> TimeSpan {
        try SpanText.parse(span, option: "--for", longest: .days(31))
    }

    private func attributes() throws -> [String: [String]] {
        var attributes: [String: [String]] = [:]
        for condition in conditions {
            let parts = condition.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2 else {
                throw ValidationError("--where \(condition): expected attribute=value")
            }
            attributes[parts[0], default: []].append(parts[1])
        }
        return attributes
    }
}
