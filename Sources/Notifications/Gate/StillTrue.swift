import Ledger
public import ServiceLevels

/// Is it still true? What no longer is, is dropped.
extension Gate {
    /// What becomes of a message that is no longer true; nil if it is.
    func untrue(_ message: DueMessage, _ tickets: inout GateTickets) -> GateDecision? {
        if message.isDigest { return untrue(digest: message, &tickets) }
        let (id, alerts) = (message.record.ticket, message.alerts)
        if tickets[id] == nil { return .drop(reason: "the ticket is watched no more") }
        if tickets[id]?.holds(anyOf: alerts) ?? false { return nil }
        // It was to tell of a breach's end and the clock runs again: the breach is not over, its
        // next end is told.
        let ends = alerts.filter { $0.step == AlertIdentity.resolvedStep }
        return .drop(
            reason: ends.isEmpty ? Self.answered : "the clock runs again",
            reopening: ends.map(CycleKey.init)
        )
    }

    /// A digest goes out as it is while all it tells is true, or if it may have arrived already.
    private func untrue(digest: DueMessage, _ tickets: inout GateTickets) -> GateDecision? {
        let alerts = Dictionary(grouping: digest.alerts, by: \.ticket)
        let ids = digest.tickets
        let lapsed = ids.count { !(tickets[$0]?.holds(anyOf: alerts[$0] ?? []) ?? false) }
        if lapsed == 0 { return nil }
        if !digest.record.mayHaveArrived { return .unbundle }
        return lapsed == ids.count ? .drop(reason: Self.answered) : nil
    }

    private static let answered = "answered before it left"
}

extension GateTicket {
    /// Whether what was decided of the ticket has to be known to decide on alerts.
    public mutating func asksForDecisions(on alerts: [AlertIdentity]) -> Bool {
        for alert in alerts where !alert.isEnd && look.truth(of: alert) == .ahead { return true }
        return false
    }

    /// Whether one of several alerts still holds.
    fileprivate mutating func holds(anyOf alerts: [AlertIdentity]) -> Bool {
        for alert in alerts where holds(alert) { return true }
        return false
    }

    /// Whether an alert still holds; that a breach is over holds as long as its clock does not run.
    private mutating func holds(_ alert: AlertIdentity) -> Bool {
        // That a correction undid a breach stays true, also when the next deadline passes before it
        // leaves: the ledger counts the breach as unsaid and says it anew, after this.
        if alert.step == AlertIdentity.correctedStep { return true }
        if alert.step == AlertIdentity.resolvedStep { return !look.isRunning(CycleKey(alert)) }
        switch look.truth(of: alert) {
        case .holds: return true
        case .over: return false
        case .ahead:
            // A longer target given since undoes no miss, corrected facts do.
            let cycle = CycleKey(clock: alert.clock, cycle: alert.cycle, promiseRevision: 0)
            guard let decision = decided[cycle], decision.verdict == .missed else { return false }
            return decision.holds(for: ticket)
        }
    }
}

extension AlertIdentity {
    /// Whether it tells that a breach is over.
    fileprivate var isEnd: Bool {
        step == AlertIdentity.correctedStep || step == AlertIdentity.resolvedStep
    }
}
