import BusinessTime

/// What an alert is about: never said twice.
public struct AlertIdentity: Sendable, Hashable {
    /// The ticket's id.
    public var ticket: String
    /// The clock's or notice's id.
    public var clock: String
    /// The turn of the clock.
    public var cycle: CycleID
    /// How many promises had replaced the target.
    public var term: Int
    /// The step's name.
    public var step: String
    /// Which time round, from 1.
    public var occurrence: Int

    /// Makes an identity.
    public init(
        ticket: String,
        clock: String,
        cycle: CycleID,
        term: Int,
        step: String,
        occurrence: Int
    ) {
        self.ticket = ticket
        self.clock = clock
        self.cycle = cycle
        self.term = term
        self.step = step
        self.occurrence = occurrence
    }

    /// The identity as one line, the same for ever: the basis of delivery ids.
    public var text: String {
        "\(ticket)/\(clock)/\(cycle.seq)@\(cycle.at.milliseconds)/\(term)/\(step)/\(occurrence)"
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
        var clock: String
        var cycle: CycleID
        var term: Int
        var step: String

        init(_ identity: AlertIdentity) {
            clock = identity.clock
            cycle = identity.cycle
            term = identity.term
            step = identity.step
        }
    }

    private var occurrences: [Key: Int] = [:]

    /// Makes a record of nothing.
    public init() {}

    /// Notes that a step has been said.
    public mutating func insert(_ identity: AlertIdentity) {
        let key = Key(identity)
        occurrences[key] = max(identity.occurrence, occurrences[key] ?? 0)
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
    public func alerts(raised: RaisedSteps) -> [Alert] {
        var turns: [[DueStep]] = []
        for step in due {
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

extension AlertIdentity {
    func isSameTurn(_ other: AlertIdentity) -> Bool {
        clock == other.clock && cycle == other.cycle && term == other.term
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
        roles = []
        for role in new.flatMap(\.roles) where !roles.contains(role) { roles.append(role) }
    }
}
