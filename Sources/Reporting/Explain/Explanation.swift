import BusinessTime
import Configuration
import ServiceLevels

/// Everything that explains a ticket's deadlines at a moment.
struct Explanation {
    struct CycleEntry {
        var clock: Clock
        var reading: ClockReading
        /// The times promised while it ran.
        var promises: [TicketEvent]
    }

    /// Why a clock has no cycle.
    enum Absence {
        /// No row applies to the ticket, or one without a target.
        case notForSuch
        /// Nothing has started it.
        case notStarted
    }

    let ticket: Ticket
    /// The policy in force and the reason.
    let choice: PolicyChoice
    let policy: Policy
    /// The policy's file.
    let file: String
    let configuration: Configuration
    /// The alerts raised, from the ledger.
    let raised: RaisedAlerts
    let now: Instant
    /// The cycles shown, in the order of the policy.
    let cycles: [CycleEntry]
    /// The number of hidden cycles by clock.
    let hidden: [String: Int]
    /// The clocks without a cycle.
    let absent: [(clock: Clock, why: Absence)]
    /// The notices that apply.
    let notices: [NoticeReading]
    /// The decisions about the ticket's cycles, including clocks that its present level lacks: as
    /// recorded when they fell, else by the present rules.
    let decisions: [(turn: CycleKey, decision: Decision)]

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
            let key = CycleKey(clock: reading.clock, cycle: reading.cycle, promiseRevision: 0)
            if let decision = settled[key] { reading.settle(as: decision) }
            return reading
        }
        var cycles: [CycleEntry] = []
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
                cycles.append(CycleEntry(clock: clock, reading: reading, promises: promises))
            }
            guard own.isEmpty else { continue }
            let row = clock.cases.first { $0.when.holds(for: ticket) }
            absent.append((clock, row?.target == nil ? .notForSuch : .notStarted))
        }
        self.cycles = cycles
        self.hidden = hidden
        self.absent = absent
        self.decisions = decisions
        notices = NoticeReading.readings(of: ticket, policy: policy, now: now)
    }

    /// The clocks with a cycle at the present level.
    var clocksWithCycles: Set<String> { Set(cycles.map(\.reading.clock)) }

    /// The identity of a step in the ledger.
    func identity(of point: ClockReading.Point, in reading: ClockReading) -> AlertIdentity {
        reading.identity(of: point, ticket: ticket.id)
    }
}

extension Ticket {
    /// The ticket with its history up to a moment and its present attributes.
    func known(at moment: Instant) -> Ticket {
        let known = events.filter { $0.at <= moment }
        // The earlier state of the row is not known.
        return Ticket(
            key: key,
            id: id,
            values: values,
            layout: layout,
            events: known,
            state: known.count == events.count ? state : .unstated
        )
    }

    /// The times promised while a clock ran.
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
