public import BusinessTime

/// What an alert is about: never said twice.
public struct AlertIdentity: Sendable, Hashable {
    /// The ticket's id.
    public var ticket: String
    /// The clock's or notice's id.
    public var clock: String
    /// The turn of the clock.
    public var cycle: CycleID
    /// How many promises had replaced the target.
    public var promiseRevision: Int
    /// The step's name.
    public var step: String
    /// Which time round, from 1.
    public var occurrence: Int

    /// Makes an identity.
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

    /// The step that says that a breach is over; no ladder may have one of that name.
    public static let resolvedStep = "resolved"

    /// The step that says that a corrected record undoes a breach; no ladder may have it either.
    public static let correctedStep = "corrected"

    /// The identity as one line, the same for ever: the basis of delivery ids.
    public var text: String {
        "\(ticket)/\(clock)/\(cycle.seq)@\(cycle.at.milliseconds)/\(promiseRevision)/\(step)/\(occurrence)"
    }
}

/// Something to be said about a ticket, with what earlier steps it stands for.
public struct Alert: Sendable, Hashable {
    /// The step that is said: the highest that was due.
    public var step: DueStep
    /// Lower steps of the same clock that were due too and are not said on their own.
    public var covered: [DueStep]
    /// How many times round a repeated step was missed besides.
    public var missedOccurrences: Int
    /// Everybody the step and those it covers would have told, each once, in order.
    public var roles: [String]
    /// How often a correction had undone breaches of its cycle: what is late after that is told as
    /// something new.
    public var corrections = 0

    /// Makes an alert of a single step.
    public init(step: DueStep) {
        self.step = step
        covered = []
        missedOccurrences = 0
        roles = step.roles
    }
}

/// Which steps of a ticket have been said, from the ledger.
public struct RaisedSteps: Sendable, Hashable {
    /// A step whatever the time round.
    private struct Key: Hashable {
        var turn: CycleKey
        var step: String

        init(_ identity: AlertIdentity) {
            turn = CycleKey(identity)
            step = identity.step
        }
    }

    /// What was first said of a turn.
    private struct Beginning: Hashable {
        var at: Instant
        var ladder: Int64?
    }

    private var occurrences: [Key: Int] = [:]
    /// How often corrections undid breaches, by cycles without a promise revision.
    private var corrections: [CycleKey: Int] = [:]
    private var begins: [CycleKey: Beginning] = [:]

    /// Makes a record of nothing.
    public init() {}

    /// Notes that a step has been said, when, and on which ladder it stood.
    public mutating func insert(
        _ identity: AlertIdentity,
        at said: Instant,
        ladder: Int64? = nil
    ) {
        let key = Key(identity)
        occurrences[key] = max(identity.occurrence, occurrences[key] ?? 0)
        if let began = begins[key.turn], began.at <= said { return }
        begins[key.turn] = Beginning(at: said, ladder: ladder)
    }

    /// Notes that a correction undid breaches of a cycle and that this was said.
    ///
    /// What was said of the cycle before it is not to be inserted.
    public mutating func noteCorrection(of identity: AlertIdentity) {
        var cycle = CycleKey(identity)
        cycle.promiseRevision = 0
        corrections[cycle] = max(identity.occurrence, corrections[cycle] ?? 0)
    }

    /// How often corrections undid breaches of a cycle.
    func corrections(of identity: AlertIdentity) -> Int {
        var cycle = CycleKey(identity)
        cycle.promiseRevision = 0
        return corrections[cycle] ?? 0
    }

    /// When something was first said of a turn; nil where nothing was.
    func began(_ turn: CycleKey) -> Instant? { begins[turn]?.at }

    /// The turns that began on one of these ladders, by their marks.
    public func turns(on ladders: [Int64: Ladder]) -> BegunLadders {
        begins.compactMapValues { began in began.ladder.flatMap { ladders[$0] } }
    }

    /// The highest time round that has been said; 0 for never.
    func occurrence(_ identity: AlertIdentity) -> Int {
        occurrences[Key(identity)] ?? 0
    }
}

extension Evaluation {
    /// What is to be said now: for each turn of a clock its highest due step, if it is new.
    ///
    /// A step below one that has been said stays unsaid, so that neither a ladder edited later
    /// nor a catch-up after downtime speaks of what people know already.
    ///
    /// - Parameters:
    ///   - raised: what has been said.
    ///   - activeAcknowledgements: who takes care of what; their word keeps repeats and escalations back.
    /// - Returns: what is to be said, one alert a turn at most.
    public func alerts(raised: RaisedSteps, activeAcknowledgements: [AcknowledgementScope] = [])
        -> [Alert]
    {
        var turns: [[DueStep]] = []
        for step in due
        where !activeAcknowledgements.contains(where: { $0.keepsBack(step, raised: raised) }) {
            // Steps of one turn stand together in the order of evaluation.
            if let last = turns.last?.first, last.identity.isSameTurn(step.identity) {
                turns[turns.count - 1].append(step)
            } else {
                turns.append([step])
            }
        }
        return turns.compactMap { Alert(turn: $0, raised: raised) }
    }
}

/// One turn of a clock of one ticket.
public struct CycleKey: Sendable, Hashable {
    /// The clock's or notice's id.
    public var clock: String
    /// The turn.
    public var cycle: CycleID
    /// How many promises had replaced the target.
    public var promiseRevision: Int

    /// Makes the id of a turn.
    public init(clock: String, cycle: CycleID, promiseRevision: Int) {
        self.clock = clock
        self.cycle = cycle
        self.promiseRevision = promiseRevision
    }

    /// The turn that an alert is about.
    public init(_ identity: AlertIdentity) {
        clock = identity.clock
        cycle = identity.cycle
        promiseRevision = identity.promiseRevision
    }
}

/// Somebody's word that a ticket is taken care of: an acknowledgement as the rules see it.
public struct AcknowledgementScope: Sendable, Hashable {
    /// The clock it is about; nil for all of the ticket's.
    public var clock: String?
    /// When it was given: it is about what had been said by then.
    public var at: Instant

    /// Makes a care.
    public init(clock: String?, at: Instant) {
        self.clock = clock
        self.at = at
    }

    /// Whether it keeps a step back: a repeat or an escalation of a turn that something had been
    /// said of.
    ///
    /// A deadline that is missed afterwards is news, whoever takes care: it is told.
    public func keepsBack(_ step: DueStep, raised: RaisedSteps) -> Bool {
        guard clock == nil || clock == step.identity.clock,
            step.kind == .escalation || step.identity.occurrence > 1,
            let began = raised.began(CycleKey(step.identity))
        else { return false }
        return began <= at
    }
}

extension AlertIdentity {
    func isSameTurn(_ other: AlertIdentity) -> Bool {
        clock == other.clock && cycle == other.cycle && promiseRevision == other.promiseRevision
    }
}

extension Alert {
    fileprivate init?(turn: [DueStep], raised: RaisedSteps) {
        let ladder = turn.sorted { ($0.at, $0.order) < ($1.at, $1.order) }
        func said(_ step: DueStep) -> (at: Instant, order: Int)? {
            let last = raised.occurrence(step.identity)
            if last >= step.identity.occurrence { return (step.at, step.order) }
            // Of a repeated step only the latest time round stands in the ladder.
            guard last > 0, last == step.identity.occurrence - 1 else { return nil }
            return step.previous.map { ($0, step.order) }
        }
        let highest = ladder.compactMap(said).max(by: <)
        let new = ladder.drop { step in highest.map { (step.at, step.order) <= $0 } ?? false }
        // The gravest, and of several such the latest: an escalation is not told as a nudge.
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
