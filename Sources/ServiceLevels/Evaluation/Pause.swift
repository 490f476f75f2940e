public import BusinessTime

/// A stretch of time in which a ticket waited for somebody else, or was closed before a reopening.
public struct Pause: Sendable, Hashable {
    public var from: Instant
    /// Its end; nil while it lasts.
    public var to: Instant?
    /// The status during the pause, if known.
    public var status: String?
}

extension Ticket {
    /// The ticket's pauses in order, whatever policy applies.
    var waits: [Pause] {
        var waits: [Pause] = []
        var open: Pause?
        func end(at instant: Instant) {
            guard var wait = open else { return }
            open = nil
            wait.to = instant
            if wait.from < instant { waits.append(wait) }
        }
        for event in events where Milestone.waits.mayShare(event.mark) {
            switch event.kind {
            case Milestone.waiting:
                end(at: event.at)
                open = Pause(from: event.at, to: nil, status: event.subject)
            case Milestone.resumed, Milestone.resolved, Milestone.closed, Milestone.reopened:
                end(at: event.at)
            default: break
            }
        }
        if let open { waits.append(open) }
        return waits
    }
}

extension Ticket {
    /// The ticket's pauses under a policy.
    ///
    /// A pause for the customer ends with the customer's message, even if nobody changes the
    /// status.
    func waits(under policy: Policy, automatic: TextSet) -> [Pause] {
        let waits = waits
        guard !waits.isEmpty, !policy.waitsForCustomer.isEmpty else { return waits }
        return waits.compactMap { wait in
            if let status = wait.status, !policy.waitsForCustomer.contains(status) {
                return wait
            }
            let begin = events.lastIndex {
                $0.kind == Milestone.waiting && $0.at == wait.from
            }
            let message = events[(begin ?? 0)...].first { event in
                event.kind == Milestone.customerMessage
                    && !(event.by.map(automatic.contains) ?? false)
            }
            guard let message, wait.to.map({ message.at < $0 }) ?? true else { return wait }
            var wait = wait
            wait.to = message.at
            return wait.from < message.at ? wait : nil
        }
    }
}

extension Clock.PauseRule {
    /// Whether a pause stops the clock.
    ///
    /// A pause without a status stops every clock that can pause.
    func include(_ wait: Pause) -> Bool {
        switch self {
        case .never: false
        case .everyWait: true
        case .statuses(let statuses): wait.status.map(statuses.contains) ?? true
        }
    }
}
