import ServiceLevels

/// A promise about time as plain data: the model reads it, and the engine's clock is made of it.
struct Rule {
    /// One row: the first whose priority is the ticket's; none stands for all the others.
    struct Row {
        var priority: String?
        var minutes: Int
        var inOffice: Bool
    }

    /// One step of the ladder.
    struct Rung {
        var name: String
        var kind: AlertKind
        /// After which part of the target; nil where it counts from the deadline.
        var part: Double?
        /// How long after the deadline.
        var after = 0
        var every: Int?
        var roles: [String]
    }

    var clock: String
    var starts: [String]
    var starting = Clock.Start.first
    var satisfied: [String]
    var ends: [String]
    var pauses = true
    var promises = false
    /// Whether the starting event names the deadline.
    var isNamed = false
    var rows: [Row]
    var ladder: [Rung]

    /// The row for a priority.
    func row(_ priority: String?) -> Row? {
        rows.first { $0.priority == nil || $0.priority == priority }
    }

    /// The rule of the standard that messages name.
    var id: String { "rule-\(clock)" }
}

/// The rules in force: some of the shapes that shipped policies have, and edits of them.
struct Rules {
    /// How many edits there are.
    static let count = 4

    var edit: Int
    var clocks: [Rule]

    /// The rules after an edit; 0 are those of the beginning.
    init(edit: Int) {
        self.edit = edit
        clocks = [
            Self.response, Self.progress, Self.resolution, Self.reply, Self.plan, Self.transfer,
        ]
        switch edit {
        case 1:
            for index in clocks.indices {
                for row in clocks[index].rows.indices { clocks[index].rows[row].minutes *= 2 }
            }
        case 2:
            clocks[0].ladder[2].after = 60
            clocks[0].ladder.append(
                Rule.Rung(name: "manager", kind: .escalation, after: 120, roles: ["manager"])
            )
        case 3: clocks.append(Self.handling)
        default: break
        }
    }

    /// In this queue everything is twice as fast.
    static let fast = "vip"
    /// Tickets of this queue are nobody's business.
    static let ignored = "ignored"

    /// The notice that somebody is not satisfied.
    static let notice = "dissatisfied_told"
    static let noticeRoles = ["manager"]

    private static let response = Rule(
        clock: "response",
        starts: ["received"],
        satisfied: ["first_response"],
        ends: ["resolved", "closed"],
        rows: [
            .init(priority: "P1", minutes: 40, inOffice: false),
            .init(priority: "P2", minutes: 120, inOffice: true),
            .init(priority: nil, minutes: 240, inOffice: false),
        ],
        ladder: [
            .init(name: "warning", kind: .warning, part: 0.5, roles: ["owner"]),
            .init(name: "owner", kind: .breach, roles: ["owner"]),
            .init(name: "supervisor", kind: .escalation, after: 30, roles: ["supervisor"]),
        ]
    )

    private static let progress = Rule(
        clock: "progress",
        starts: ["first_response", "progress"],
        starting: .last,
        satisfied: ["progress"],
        ends: ["resolved", "closed"],
        rows: [
            .init(priority: "P1", minutes: 60, inOffice: false),
            .init(priority: nil, minutes: 480, inOffice: true),
        ],
        ladder: [.init(name: "nudge", kind: .nudge, every: 1440, roles: ["owner"])]
    )

    private static let resolution = Rule(
        clock: "resolution",
        starts: ["received"],
        satisfied: ["resolved"],
        ends: ["closed"],
        promises: true,
        rows: [
            .init(priority: "P1", minutes: 240, inOffice: false),
            .init(priority: "P2", minutes: 480, inOffice: true),
            .init(priority: nil, minutes: 1440, inOffice: false),
        ],
        ladder: [
            .init(name: "warning", kind: .warning, part: 0.5, roles: ["owner"]),
            .init(name: "owner", kind: .breach, roles: ["owner", "supervisor"]),
            .init(name: "manager", kind: .escalation, after: 60, roles: ["manager"]),
        ]
    )

    private static let reply = Rule(
        clock: "reply",
        starts: ["customer_message"],
        starting: .again,
        satisfied: ["first_response", "progress", "resolved"],
        ends: ["closed"],
        pauses: false,
        rows: [.init(priority: nil, minutes: 60, inOffice: false)],
        ladder: [
            .init(name: "owner", kind: .breach, roles: ["owner"]),
            .init(name: "supervisor", kind: .escalation, after: 60, roles: ["supervisor"]),
        ]
    )

    /// Runs on closed tickets: what customers say of the result they say then.
    private static let plan = Rule(
        clock: "plan",
        starts: ["dissatisfied"],
        starting: .again,
        satisfied: ["final_plan"],
        ends: ["cancelled"],
        pauses: false,
        rows: [.init(priority: nil, minutes: 240, inOffice: false)],
        ladder: [
            .init(name: "manager", kind: .breach, roles: ["manager"]),
            .init(name: "supervisor", kind: .escalation, after: 120, roles: ["supervisor"]),
        ]
    )

    private static let transfer = Rule(
        clock: "transfer",
        starts: ["transfer"],
        starting: .each,
        satisfied: ["department_done"],
        ends: ["resolved", "closed"],
        pauses: false,
        isNamed: true,
        rows: [.init(priority: nil, minutes: 0, inOffice: false)],
        ladder: [.init(name: "supervisor", kind: .breach, roles: ["supervisor"])]
    )

    private static let handling = Rule(
        clock: "handling",
        starts: ["received"],
        satisfied: ["handling_started", "resolved"],
        ends: ["closed"],
        pauses: false,
        rows: [.init(priority: nil, minutes: 180, inOffice: false)],
        ladder: [.init(name: "owner", kind: .breach, roles: ["owner"])]
    )
}
