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
    var pauses: [Pause] {
        var pauses: [Pause] = []
        var open: Pause?
        func end(at instant: Instant) {
            guard var pause = open else { return }
            open = nil
            pause.to = instant
            if pause.from < instant { pauses.append(pause) }
        }
        for event in events where Milestone.lifecycleMark.mayShare(event.mark) {
            switch event.kind {
            case Milestone.waiting:
                end(at: event.at)
                open = Pause(from: event.at, to: nil, status: event.subject)
            case Milestone.resumed, Milestone.resolved, Milestone.closed, Milestone.reopened:
                end(at: event.at)
            default: break
            }
        }
        if let open { pauses.append(open) }
        return pauses
    }
}

extension Ticket {
    /// The ticket's pauses under a policy.
    ///
    /// A pause for the customer ends with the customer's message, even if nobody changes the
    /// status.
    func pauses(under policy: Policy, automatic: TextSet) -> [Pause] {
        let pauses = pauses
        guard !pauses.isEmpty, !policy.waitsForCustomer.isEmpty else { return pauses }
        return pauses.compactMap { pause in
            if let status = pause.status, !policy.waitsForCustomer.contains(status) {
                return pause
            }
            let begin = events.lastIndex {
                $0.kind == Milestone.waiting && $0.at == pause.from
            }
            let message = events[(begin ?? 0)...].first { event in
                event.kind == Milestone.customerMessage
                    && !(event.by.map(automatic.contains) ?? false)
            }
            guard let message, pause.to.map({ message.at < $0 }) ?? true else { return pause }
            var pause = pause
            pause.to = message.at
            return pause.from < message.at ? pause : nil
        }
    }
}

extension Clock.PauseRule {
    /// Whether a pause stops the clock.
    ///
    /// A pause without a status stops every clock that can pause.
    func include(_ pause: Pause) -> Bool {
        switch self {
        case .never: false
        case .everyWait: true
        case .statuses(let statuses): pause.status.map(statuses.contains) ?? true
        }
    }
}
