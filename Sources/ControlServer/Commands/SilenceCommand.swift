import BusinessTime
import ControlProtocol
import Ledger
import ServiceLevels
import Support
import Watchdog

/// `silence`: holds messages back for a while.
struct SilenceCommand: ControlCommand {
    static let name = "silence"
    static let least = AccessRole.supervisor
    static let parameters = [
        "ticket", "clock", "rule", "kind", "channel", "attributes", "from", "seconds", "comment",
    ]
    static let freeText = ["comment", "attributes"]
    static let event = "silence_made"

    /// The maximum duration.
    static let longest = TimeSpan.days(31)
    /// How far ahead it may begin.
    static let furthest = TimeSpan.days(366)

    private let matcher: Silence.Matcher
    private let from: Instant?
    private let span: TimeSpan
    private let comment: String

    init(_ arguments: Arguments) throws(ControlFault) {
        matcher = Silence.Matcher(
            ticket: try arguments.text("ticket"),
            clock: try arguments.text("clock"),
            rule: try arguments.text("rule"),
            kind: try arguments.choice("kind", among: AlertKind.self)?.rawValue,
            channel: try arguments.text("channel"),
            attributes: try arguments.lists("attributes")
        )
        from = try arguments.instant("from")
        guard let span = try arguments.span("seconds", longest: Self.longest) else {
            throw Arguments.missing("seconds")
        }
        self.span = span
        comment = try arguments.required("comment", limit: 1000)
        guard !matcher.isEmpty else {
            throw ControlFault(
                .invalidArgument,
                "the silence names nothing that it is for",
                hint: "to send nothing at all for a while, use pause"
            )
        }
    }

    func run(_ call: ControlCall) async throws -> SilenceItem {
        let begins = from ?? call.now
        guard begins + span > call.now, begins <= call.now + Self.furthest else {
            throw ControlFault(
                .invalidArgument,
                "the silence would be from \(begins.iso8601()) to \((begins + span).iso8601()), "
                    + "which is over already or more than a year ahead"
            )
        }
        let words = await call.daemon.vocabulary()
        try call.check(matcher.clock, "clock", among: words.clocks)
        try call.check(matcher.channel, "channel", among: words.channels)
        try check(attributes: words.attributes)
        if let ticket = matcher.ticket { try await call.check(ticket: ticket) }
        let silence = Silence(
            matcher: matcher,
            author: call.caller,
            comment: ContactMask.masked(comment),
            begins: begins,
            ends: begins + span
        )
        return SilenceItem(try await call.daemon.silence(silence))
    }

    /// Rejects attributes that would never match: tickets are read only with those that policies
    /// name.
    private func check(attributes known: [String]) throws(ControlFault) {
        guard let unknown = matcher.attributes.keys.filter({ !known.contains($0) }).min() else {
            return
        }
        throw ControlFault(
            .notFound,
            "tickets are not read with an attribute '\(unknown.shortened)', as no policy names it",
            hint: nearestName(to: unknown, in: known).map { "did you mean '\($0)'?" }
                ?? "there are: " + known.joined(separator: ", ")
        )
    }
}
