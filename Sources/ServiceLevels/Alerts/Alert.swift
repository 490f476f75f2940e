public import BusinessTime

/// Identifies an alert, which is raised once only.
public struct AlertIdentity: Sendable, Hashable {
    public var ticket: String
    /// The id of the clock or notice.
    public var clock: String
    public var cycle: CycleID
    /// How often a promise has replaced the target.
    public var promiseRevision: Int
    public var step: String
    /// The number of the occurrence, from 1.
    public var occurrence: Int

    public init(
        ticket: String,
        clock: String,
        cycle: CycleID,
        promiseRevision: Int,
        step: String,
        occurrence: Int
    ) {
        self.ticket = ticket
        self.clock = clock
        self.cycle = cycle
        self.promiseRevision = promiseRevision
        self.step = step
        self.occurrence = occurrence
    }

    /// The step of an all-clear; no ladder may use its name.
    public static let resolvedStep = "resolved"

    /// The step that reports a breach undone by a correction; no ladder may use its name.
    public static let correctedStep = "corrected"

    /// The identity as one line.
    ///
    /// Delivery ids derive from it, so it must never change.
    public var text: String {
        "\(ticket)/\(clock)/\(cycle.seq)@\(cycle.at.milliseconds)/\(promiseRevision)/\(step)/\(occurrence)"
    }
}

/// Something to be raised about a ticket, and the lower steps it covers.
public struct Alert: Sendable, Hashable {
    /// The highest step that is due.
    public var step: DueStep
    /// Lower steps of the same clock that are also due and are not raised by themselves.
    public var covered: [DueStep]
    /// How many further occurrences of a repeated step were missed.
    public var missedOccurrences: Int
    /// The roles of the step and of those it covers, each once, in order.
    public var roles: [String]
    /// How often a correction has undone breaches of this cycle; a later breach is a new alert.
    public var corrections = 0

    /// Makes an alert of a single step.
    public init(step: DueStep) {
        self.step = step
        covered = []
        missedOccurrences = 0
        roles = step.roles
    }
}

/// The steps of a ticket that have been raised, from the ledger.
public struct RaisedSteps: Sendable, Hashable {
    /// A step without its occurrence.
    private struct Key: Hashable {
        var cycle: CycleKey
        var step: String

        init(_ identity: AlertIdentity) {
            cycle = CycleKey(identity)
            step = identity.step
        }
    }

    /// The first alert of a cycle.
    private struct Beginning: Hashable {
        var at: Instant
        var ladder: Int64?
    }

    private var occurrences: [Key: Int] = [:]
    /// How often corrections undid breaches, by cycle without promise revision.
    private var corrections: [CycleKey: Int] = [:]
    private var begins: [CycleKey: Beginning] = [:]

    public init() {}

    /// Notes that a step was raised, when, and on which ladder.
    public mutating func insert(
        _ identity: AlertIdentity,
        at said: Instant,
        ladder: Int64? = nil
    ) {
        let key = Key(identity)
        occurrences[key] = max(identity.occurrence, occurrences[key] ?? 0)
        if let began = begins[key.cycle], began.at <= said { return }
        begins[key.cycle] = Beginning(at: said, ladder: ladder)
    }

    /// Notes that a correction undid breaches of a cycle and that this was raised.
    ///
    /// Alerts of the cycle before the correction must not be inserted.
    public mutating func noteCorrection(of identity: AlertIdentity) {
        var cycle = CycleKey(identity)
        cycle.promiseRevision = 0
        corrections[cycle] = max(identity.occurrence, corrections[cycle] ?? 0)
    }

    func corrections(of identity: AlertIdentity) -> Int {
        var cycle = CycleKey(identity)
        cycle.promiseRevision = 0
        return corrections[cycle] ?? 0
    }

    /// When the first alert of a cycle was raised; nil if none was.
    func began(_ key: CycleKey) -> Instant? { begins[key]?.at }

    /// The cycles that began on one of these ladders, by the ladder's mark.
    public func turns(on ladders: [Int64: Ladder]) -> BegunLadders {
        begins.compactMapValues { began in began.ladder.flatMap { ladders[$0] } }
    }

    /// The highest occurrence that was raised; 0 for none.
    func occurrence(_ identity: AlertIdentity) -> Int {
        occurrences[Key(identity)] ?? 0
    }
}

extension Evaluation {
    /// The alerts to raise now: for each cycle of a clock its highest due step, if that is new.
    ///
    /// Steps below a raised one stay silent. An edited ladder or a catch-up after downtime
    /// therefore repeats nothing that people know.
    ///
    /// - Parameters:
    ///   - raised: the steps raised so far.
    ///   - activeAcknowledgements: acknowledgements in force; they hold back repeats and
    ///     escalations.
    /// - Returns: at most one alert for each cycle.
    public func alerts(raised: RaisedSteps, activeAcknowledgements: [AcknowledgementScope] = [])
        -> [Alert]
    {
        var cycles: [[DueStep]] = []
        for step in due
        where !activeAcknowledgements.contains(where: { $0.keepsBack(step, raised: raised) }) {
            // Evaluation keeps the steps of one cycle together.
            if let last = cycles.last?.first, last.identity.isSameCycle(step.identity) {
                cycles[cycles.count - 1].append(step)
            } else {
                cycles.append([step])
            }
        }
        return cycles.compactMap { Alert(cycle: $0, raised: raised) }
    }
}

/// One cycle of a clock, within a ticket.
public struct CycleKey: Sendable, Hashable {
    /// The id of the clock or notice.
    public var clock: String
    public var cycle: CycleID
    /// How often a promise has replaced the target.
    public var promiseRevision: Int

    /// Makes the id of a cycle.
    public init(clock: String, cycle: CycleID, promiseRevision: Int) {
        self.clock = clock
        self.cycle = cycle
        self.promiseRevision = promiseRevision
    }

    /// The cycle of an alert.
    public init(_ identity: AlertIdentity) {
        clock = identity.clock
        cycle = identity.cycle
        promiseRevision = identity.promiseRevision
    }
}

/// An acknowledgement, as the rules see it.
public struct AcknowledgementScope: Sendable, Hashable {
    /// The clock it covers; nil for all clocks of the ticket.
    public var clock: String?
    /// When it was given.
    ///
    /// It covers what had been raised by then.
    public var at: Instant

    public init(clock: String?, at: Instant) {
        self.clock = clock
        self.at = at
    }

    /// Whether it holds back a step: a repeat or an escalation of a cycle that was raised before
    /// the acknowledgement.
    ///
    /// A deadline missed afterwards is news and is raised in spite of it.
    public func keepsBack(_ step: DueStep, raised: RaisedSteps) -> Bool {
        guard clock == nil || clock == step.identity.clock,
            step.kind == .escalation || step.identity.occurrence > 1,
            let began = raised.began(CycleKey(step.identity))
        else { return false }
        return began <= at
    }
}

extension AlertIdentity {
    func isSameCycle(_ other: AlertIdentity) -> Bool {
        clock == other.clock && cycle == other.cycle && promiseRevision == other.promiseRevision
    }
}

extension Alert {
    fileprivate init?(cycle: [DueStep], raised: RaisedSteps) {
        let ladder = cycle.sorted { ($0.at, $0.order) < ($1.at, $1.order) }
        func said(_ step: DueStep) -> (at: Instant, order: Int)? {
            let last = raised.occurrence(step.identity)
            if last >= step.identity.occurrence { return (step.at, step.order) }
            // The ladder holds only the latest occurrence of a repeated step.
            guard last > 0, last == step.identity.occurrence - 1 else { return nil }
            return step.previous.map { ($0, step.order) }
        }
        let highest = ladder.compactMap(said).max(by: <)
        let new = ladder.drop { step in highest.map { (step.at, step.order) <= $0 } ?? false }
        // The gravest alert, and the latest of several: an escalation is not reported as a nudge.
        let byWeight = new.sorted {
            ($0.kind.weight, $0.at, $0.order) < ($1.kind.weight, $1.at, $1.order)
        }
        guard let top = byWeight.last else { return nil }
        step = top
        covered = new.filter { $0.identity != top.identity }
        missedOccurrences = top.identity.occurrence - 1 - raised.occurrence(top.identity)
        corrections = raised.corrections(of: top.identity)
        roles = []
        for role in new.flatMap(\.roles) where !roles.contains(role) { roles.append(role) }
    }
}
