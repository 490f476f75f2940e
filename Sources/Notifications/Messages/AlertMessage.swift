import ServiceLevels

/// A message as it is committed and, by webhook, sent: the schema that `docs/webhook.md` describes.
///
/// Fields may be added within a version; none is taken away or given another meaning.
public struct AlertMessage: Codable, Sendable, Equatable {
    /// `sla.` and the kind: `sla.breach`.
    public var type: String
    /// When the message was made, ISO 8601 with an offset.
    public var timestamp: String
    /// What it tells.
    public var data: Content

    /// What a message tells.
    public struct Content: Codable, Sendable, Equatable {
        /// The version of this schema.
        public var schema: Int
        /// The delivery's id, the same over all retries.
        public var id: String
        /// The highest kind of what it tells.
        public var kind: String
        /// The whole message in words.
        public var text: String
        /// The roles it is for, with the persons if the ticket names them.
        public var recipients: [Recipient]
        /// The ticket; nil in a summary of many.
        public var ticket: TicketContent?
        /// What is due about the ticket, the most pressing first.
        public var alerts: [AlertContent]
        /// The numbers of a summary; nil otherwise.
        public var summary: Summary?
        /// What a digest tells; nil otherwise.
        public var digest: Digest?
        /// True where others hear of the same on the same channel sooner, as these want to be left
        /// alone for now; nil otherwise.
        public var remainder: Bool?
    }

    /// Somebody the message is for.
    public struct Recipient: Codable, Sendable, Hashable {
        /// The role.
        public var role: String
        /// The person's name in the configuration; nil for somebody it does not know.
        public var id: String?
        /// What the person is called; masked, nil if nobody is found.
        public var person: String?
        /// The roles that nobody was found for, and in whose place the person hears.
        public var standsFor: [String]?

        // Spelt out, here and below: converting every key takes as long as all the rest.
        private enum CodingKeys: String, CodingKey {
            case role, id, person
            case standsFor = "stands_for"
        }

        /// Makes a recipient.
        public init(
            role: String,
            id: String? = nil,
            person: String?,
            standsFor: [String]? = nil
        ) {
            self.role = role
            self.id = id
            self.person = person
            self.standsFor = standsFor
        }
    }

    /// The ticket as far as a message shows it.
    public struct TicketContent: Codable, Sendable, Equatable {
        /// The id.
        public var id: String
        /// Its address, if one is configured.
        public var url: String?
        /// Attributes that are not empty, contact data masked.
        public var attributes: [String: String]
    }

    /// One thing that is due.
    public struct AlertContent: Codable, Sendable, Equatable {
        /// What it is.
        public var kind: String
        /// The clock's or notice's id.
        public var clock: String
        /// What people call it.
        public var name: String
        /// What it is about, if several run beside each other, such as a department, or what an
        /// incomplete record lacks; masked.
        public var subject: String?
        /// The id of the standard's rule.
        public var rule: String
        /// The step of the ladder.
        public var step: String
        /// Which time round, from 1.
        public var occurrence: Int
        /// When it was due to be said.
        public var at: String
        /// When the clock began.
        public var started: String
        /// The deadline.
        public var due: String?
        /// How late the ticket was when the message was made; negative before the deadline.
        public var lateSeconds: Int64?
        /// Lower steps that it stands for.
        public var covers: [String]
        /// How many times round were missed besides, after downtime.
        public var missed: Int
        /// Why that deadline.
        public var explanation: Explanation?
        /// How a clock came to its end, in a message that tells of it: `late`, `met`,
        /// `renegotiated` or `ended`; nil otherwise.
        public var outcome: String?

        private enum CodingKeys: String, CodingKey {
            case kind, clock, name, subject, rule, step, occurrence, at, started, due
            case lateSeconds = "late_seconds"
            case covers, missed, explanation, outcome
        }

        /// Makes what is told of one thing that is due.
        public init(
            kind: String,
            clock: String,
            name: String,
            subject: String? = nil,
            rule: String,
            step: String,
            occurrence: Int,
            at: String,
            started: String,
            due: String?,
            lateSeconds: Int64?,
            covers: [String],
            missed: Int,
            explanation: Explanation?,
            outcome: String? = nil
        ) {
            self.kind = kind
            self.clock = clock
            self.name = name
            self.subject = subject
            self.rule = rule
            self.step = step
            self.occurrence = occurrence
            self.at = at
            self.started = started
            self.due = due
            self.lateSeconds = lateSeconds
            self.covers = covers
            self.missed = missed
            self.explanation = explanation
            self.outcome = outcome
        }
    }

    /// How a deadline came about.
    public struct Explanation: Codable, Sendable, Equatable {
        /// The target.
        public var target: String
        /// The calendar counted on.
        public var calendar: String
        /// The time counted so far.
        public var countedSeconds: Int64
        /// The latest stretches counted, at most 20.
        public var counted: [Stretch]
        /// Stretches left out: waits, and time between closing and reopening.
        public var waits: [Stretch]
        /// How many promises have replaced the target.
        public var promises: Int
        /// What the standard leaves open here and was chosen.
        public var choice: String?

        private enum CodingKeys: String, CodingKey {
            case target, calendar
            case countedSeconds = "counted_seconds"
            case counted, waits, promises, choice
        }
    }

    /// A stretch of time.
    public struct Stretch: Codable, Sendable, Equatable {
        /// Its begin.
        public var from: String
        /// Its end; nil while it lasts.
        public var to: String?
    }

    /// Several messages told as one.
    public struct Digest: Codable, Sendable, Equatable {
        /// Why: `silence`, `maintenance`, `quiet_hours`, `acknowledged`, `allowance`.
        public var reason: String
        /// How many messages it stands for.
        public var count: Int
        /// The most pressing of them, at most `Digest.limit`.
        public var members: [Member]

        /// How many are listed at most.
        public static let limit = 50

        /// Makes a digest.
        public init(reason: String, count: Int, members: [Member]) {
            self.reason = reason
            self.count = count
            self.members = members
        }
    }

    /// One alert of a message in a digest.
    public struct Member: Codable, Sendable, Equatable {
        /// The id the message would have had.
        public var id: String
        /// The ticket; empty for a summary.
        public var ticket: String
        /// The ticket's address, if one is configured.
        public var url: String?
        /// The ticket's priority, if it has one.
        public var priority: String?
        /// Whose it is; masked.
        public var owner: String?
        /// What it is.
        public var kind: String
        /// What people call its clock or notice.
        public var name: String
        /// The id of the standard's rule.
        public var rule: String
        /// The deadline.
        public var due: String?

        /// Makes a member.
        public init(
            id: String,
            ticket: String,
            url: String?,
            priority: String?,
            owner: String?,
            kind: String,
            name: String,
            rule: String,
            due: String?
        ) {
            self.id = id
            self.ticket = ticket
            self.url = url
            self.priority = priority
            self.owner = owner
            self.kind = kind
            self.name = name
            self.rule = rule
            self.due = due
        }
    }

    /// The numbers of a summary.
    public struct Summary: Codable, Sendable, Equatable {
        /// Why there is one: `first_start`, `reload`, `ledger_lost`.
        public var reason: String
        /// How many tickets it speaks of.
        public var tickets: Int
        /// How many alerts of each kind.
        public var kinds: [String: Int]
        /// The tickets that have been late for longest.
        public var examples: [String]

        /// Makes the numbers of a summary.
        public init(reason: String, tickets: Int, kinds: [String: Int], examples: [String]) {
            self.reason = reason
            self.tickets = tickets
            self.kinds = kinds
            self.examples = examples
        }
    }
}

extension AlertMessage {
    /// The type of a message by the kind of its foremost alert.
    static func type(of kind: AlertKind) -> String { "sla.\(kind.rawValue)" }
}
