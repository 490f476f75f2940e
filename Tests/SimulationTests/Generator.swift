import SlawatchTesting
import Support

/// What is tried, so that what is known not to hold yet can be left out.
struct Scope {
    /// Times that contradict each other or the row: backdated, corrected, entered late.
    var oddTimes = true
    /// What happens to closed tickets.
    var afterClosing = true
    /// Kills, stops, absences.
    var restarts = true
    /// Vendors, disks, locks, files.
    var faults = true
    /// The wall clock is set.
    var clockSteps = true
    /// Rules are edited.
    var edits = true
}

/// Makes lists of actions of a seed.
struct Generator {
    private var random: SplitMix64
    private let scope: Scope
    private var tickets: [Int] = []
    private var isUp = false
    private var actions: [Action] = []

    init(seed: UInt64, scope: Scope = Scope()) {
        random = SplitMix64(seed: seed)
        self.scope = scope
    }

    /// The actions of a run.
    mutating func make() -> [Action] {
        if random.oneIn(8) { actions.append(.summaryAbove(random.number(1...4))) }
        if random.oneIn(4) { actions.append(.rollbackJournal) }
        // Each seed has a character: quiet worlds and wild ones.
        let troubles = random.pick([0, 0, 10, 25])
        let length = random.number(10...60)
        if random.oneIn(4) { insert() }
        actions.append(.start)
        isUp = true
        while actions.count < length {
            if tickets.isEmpty || (tickets.count < 5 && random.oneIn(8)) { insert() }
            if random.number(1...100) <= troubles { disturb() } else { happen() }
            if random.number(1...3) > 1 { pass() }
        }
        return actions
    }

    // MARK: - Everyday life

    private mutating func pass() {
        actions.append(.pass(5 * random.pick([1, 1, 2, 3, 4, 6, 9, 13, 24, 48, 96, 288])))
    }

    private mutating func insert() {
        let number = tickets.count + 1
        tickets.append(number)
        actions.append(
            .insert(
                number,
                priority: priority(),
                status: random.oneIn(6) ? status() : "new",
                queue: random.oneIn(4) ? random.pick([Rules.fast, Rules.ignored]) : nil,
                ago: random.oneIn(4) ? 5 * random.number(1...100) : 0
            )
        )
    }

    private mutating func happen() {
        let ticket = random.pick(tickets)
        switch random.number(1...20) {
        case 1...6: actions.append(.status(ticket, status(), ago: backdated()))
        case 7...15: actions.append(event(ticket))
        case 16 where scope.oddTimes: change(ticket)
        case 17 where scope.oddTimes:
            actions.append(.received(ticket, later: 5 * random.number(-60...60)))
        case 18 where scope.oddTimes:
            actions.append(
                .replace(
                    ticket,
                    priority: priority(),
                    status: status(),
                    queue: random.oneIn(4) ? Rules.fast : nil,
                    later: random.oneIn(3) ? 5 * random.number(-60...60) : nil
                )
            )
        case 19: actions.append(.acknowledge(ticket, 5 * random.number(6...40)))
        case 20: actions.append(.silence(ticket, 5 * random.number(6...40)))
        default: actions.append(event(ticket))
        }
    }

    private mutating func change(_ ticket: Int) {
        switch random.number(1...7) {
        case 1...4: actions.append(.set(ticket, "priority", priority()))
        case 5: actions.append(.set(ticket, "queue", random.pick([Rules.fast, nil])))
        case 6: actions.append(.set(ticket, "title", random.pick(["a", "b", nil])))
        default: if random.oneIn(3) { actions.append(.delete(ticket)) }
        }
    }

    private mutating func priority() -> String? {
        random.pick(["P1", "P1", "P2", "P3", "紧急", nil])
    }

    private mutating func status() -> String {
        var words = [
            "new", "in_progress", "in_progress", "waiting_customer", "等待客户", "resolved", "closed",
        ]
        if scope.oddTimes { words += ["处理中 ", "verified", "Closed", "merged"] }
        return random.pick(words)
    }

    private mutating func event(_ ticket: Int) -> Action {
        var kinds = [
            "first_response", "first_response", "progress", "customer_message",
            "customer_message", "transfer", "department_done", "promise", "told",
        ]
        if scope.afterClosing { kinds += ["dissatisfied", "dissatisfied", "final_plan"] }
        if scope.oddTimes {
            kinds += ["waiting", "resumed", "resolved", "closed", "reopened", "odd"]
        }
        let kind = random.pick(kinds)
        let isDated = kind == "transfer" || kind == "promise"
        return .event(
            ticket,
            kind,
            ago: backdated() ?? 0,
            by: random.oneIn(6) ? "robot" : nil,
            subject: isDated ? random.pick(["billing", "network"]) : nil,
            due: isDated ? 5 * random.number(1...120) : nil
        )
    }

    private mutating func backdated() -> Int? {
        guard scope.oddTimes, random.oneIn(4) else { return nil }
        return 5 * random.pick([1, 1, 2, 6, 12, 60, 300, -1])
    }

    // MARK: - Trouble

    private mutating func disturb() {
        switch random.number(1...12) {
        case 1...4 where scope.restarts: die()
        case 5 where scope.clockSteps:
            actions.append(.clock(5 * random.pick([-60, -12, -1, 1, 12, 60, 288])))
        case 6 where scope.edits: actions.append(.reload(random.number(0...Rules.count - 1)))
        case 7...9 where scope.faults:
            actions.append(.vendor(random.pick(Rules.channels), random.pick(Vendor.Mode.allCases)))
        case 10 where scope.faults: actions.append(.ledgerFull(random.oneIn(2)))
        case 11 where scope.faults:
            actions.append(
                random.pick([
                    .storeLocked(true), .storeLocked(false), .storeAway(true), .storeAway(false),
                ])
            )
        case 12 where scope.faults:
            actions.append(random.pick([.storeReplaced, .backup, .backup, .restore]))
        default: die()
        }
    }

    private mutating func die() {
        guard scope.restarts else { return }
        switch random.number(1...4) {
        case 1: actions.append(.killAt(random.pick(Self.places), random.number(1...3)))
        case 2 where isUp: actions += [.kill, .start]
        case 3, 4:
            actions.append(isUp ? random.pick([.kill, .stop]) : .start)
            isUp.toggle()
        default: break
        }
    }

    /// Where a daemon may be killed; `Failpoint` has the list.
    static let places = [
        "ticket_judged", "alerts_ready", "alerts_written", "messages_written",
        "messages_committed", "before_sending", "sending", "outcome_known", "outcomes_ready",
        "outcomes_written", "outcomes_recorded", "digest_written", "backlog_noted",
        "summary_committed",
    ]
}
