import BusinessTime
import Configuration
import ServiceLevels

/// All that explains what is asked of a ticket at a moment.
struct Explanation {
    /// A turn of a clock.
    struct CycleEntry {
        /// The clock.
        var clock: Clock
        /// How it stands.
        var reading: ClockReading
        /// The times that were promised while it ran.
        var promises: [TicketEvent]
    }

    /// Why a clock has no turn.
    enum Absence {
        /// The ticket is of no row of it, or of a row without a target.
        case notForSuch
        /// Nothing has started it.
        case notStarted
    }

    /// The ticket with its history.
    let ticket: Ticket
    /// Which policy is in force and why.
    let choice: PolicyChoice
    /// The policy in force.
    let policy: Policy
    /// Where it came from.
    let file: String
    /// The configuration.
    let configuration: Configuration
    /// What was said, by the ledger.
    let raised: RaisedAlerts
    /// The moment.
    let now: Instant
    /// The turns that are shown, in the order of the policy.
    let turns: [CycleEntry]
    /// How many turns of each clock are not shown.
    let hidden: [String: Int]
    /// The clocks that have none.
    let absent: [(clock: Clock, why: Absence)]
    /// The notices that have something to say.
    let notices: [NoticeReading]
    /// What is decided of the ticket's turns, also of clocks that its present level does not have:
    /// as it was written down when it fell, else as the rules say now.
    let decisions: [(turn: CycleKey, decision: Decision)]

    /// Reads a ticket.
    init(
        ticket: Ticket,
        choice: PolicyChoice,
        source: Configuration.PolicySource,
        configuration: Configuration,
        raised: RaisedAlerts,
        now: Instant,
        showsAll: Bool
    ) {
        let policy = source.policy
        self.ticket = ticket
        self.choice = choice
        self.policy = policy
        file = source.file
        self.configuration = configuration
        self.raised = raised
        self.now = now
        var look = PolicyEvaluator(policy: policy).look(at: ticket, now: now)
        let decisions = raised.settled(look.decisions, of: ticket, now: now)
        let settled = Dictionary(decisions.map { ($0.turn, $0.decision) }) { first, _ in first }
        let readings = look.readings.map { reading in
            var reading = reading
            let turn = CycleKey(clock: reading.clock, cycle: reading.cycle, promiseRevision: 0)
            if let decision = settled[turn] { reading.settle(as: decision) }
            return reading
        }
        var turns: [CycleEntry] = []
        var hidden: [String: Int] = [:]
        var absent: [(Clock, Absence)] = []
        for clock in policy.clocks {
            let own = readings.filter { $0.clock == clock.id }
            for (index, reading) in own.enumerated() {
                guard showsAll || reading.isOpen || index == own.count - 1 else {
                    hidden[clock.id, default: 0] += 1
                    continue
                }
                let promises = clock.promises ? ticket.promises(during: reading) : []
                turns.append(CycleEntry(clock: clock, reading: reading, promises: promises))
            }
            guard own.isEmpty else { continue }
            let row = clock.cases.first { $0.when.holds(for: ticket) }
            absent.append((clock, row?.target == nil ? .notForSuch : .notStarted))
        }
        self.turns = turns
        self.hidden = hidden
        self.absent = absent
        self.decisions = decisions
        notices = NoticeReading.readings(of: ticket, policy: policy, now: now)
    }

    /// The clocks of which the ticket has a turn as it is.
    var clocksWithTurns: Set<String> { Set(turns.map(\.reading.clock)) }

    /// What a step of a turn is called in the ledger.
    func identity(of point: ClockReading.Point, in reading: ClockReading) -> AlertIdentity {
        reading.identity(of: point, ticket: ticket.id)
    }
}

extension Ticket {
    /// The ticket with what had happened by a moment; its attributes stay as they are now.
    func known(at moment: Instant) -> Ticket {
        let known = events.filter { $0.at <= moment }
        // What the row said before something later happened nobody knows any more.
        return Ticket(
            key: key,
            id: id,
            values: values,
            layout: layout,
            events: known,
            state: known.count == events.count ? state : .unstated
        )
    }

    /// The times that were promised while a clock ran.
    fileprivate func promises(during reading: ClockReading) -> [TicketEvent] {
        let end: Instant =
            switch reading.state {
            case .met(let at), .late(let at), .renegotiated(let at), .ended(let at): at
            case .running, .breached, .paused: .distantFuture
            }
        return events.filter {
            $0.kind == Milestone.promise && $0.due != nil && $0.at <= end
                && ($0.at, $0.seq) > (reading.cycle.at, reading.cycle.seq)
        }
    }
}

extension ClockReading {
    /// The time counted so far.
    var countedSum: TimeSpan {
        counted.reduce(.zero) { $0 + $1.length }
    }
}
