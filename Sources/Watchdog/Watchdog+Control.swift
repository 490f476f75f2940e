public import BusinessTime
import Dispatch
public import Ledger

/// What is asked of the daemon while it runs; each call ends with a wake-up, so that it shows at
/// once.
extension Watchdog {
    /// How long a report is good for, where nobody changed anything.
    private static let reportInterval = TimeSpan.seconds(1)

    /// How the watch and the channels stand, by now or a second ago.
    public func report() -> WatchReport {
        let moment = DispatchTime.now()
        let age = UInt64(Self.reportInterval.milliseconds) * 1_000_000
        if let reported,
            moment.uptimeNanoseconds - reported.moment.uptimeNanoseconds < age
        {
            return reported.report
        }
        let now = clock()
        let report = WatchReport(
            status: engine.status(now: now),
            channels: engine.channels(now: now)
        )
        reported = (moment, report)
        return report
    }

    /// What calls may name.
    public func vocabulary() -> Vocabulary { engine.vocabulary(now: clock()) }

    /// Whether there is such a ticket; nil where the store cannot be read now.
    public func knows(ticket: String) -> Bool? { engine.knows(ticket: ticket) }

    /// Sends nothing until a moment; alerts are recorded all the same.
    public func pause(until: Instant) throws {
        try engine.pause(until: until)
        show()
    }

    /// Ends a pause; false where there was none.
    public func resume() throws -> Bool {
        defer { show() }
        return try engine.resume(now: clock())
    }

    /// Records an acknowledgement.
    public func acknowledge(_ acknowledgement: Acknowledgement) throws -> Acknowledgement {
        defer { show() }
        return try engine.acknowledge(acknowledgement, now: clock())
    }

    /// Takes acknowledgements back: of one clock, or all of the ticket's.
    public func endAcknowledgements(of ticket: String, clock name: String?) throws -> Int {
        defer { show() }
        return try engine.endAcknowledgements(of: ticket, clock: name, now: clock())
    }

    /// Records a silence.
    public func silence(_ silence: Silence) throws -> Silence {
        defer { show() }
        return try engine.silence(silence, now: clock())
    }

    /// Ends a silence; false where there was none.
    public func endSilence(_ seq: Int64) throws -> Bool {
        defer { show() }
        return try engine.endSilence(seq, now: clock())
    }

    /// Sends a dead letter again under its id; nil where there is no such dead letter.
    public func retryDelivery(_ name: String) throws -> PendingDelivery? {
        defer { show() }
        return try engine.retryDelivery(name, now: clock())
    }

    /// Adds a call to the audit trail.
    public func audit(_ entry: AuditEntry) throws { try engine.audit(entry) }

    /// Counts calls that changed nothing.
    public func count(_ calls: CallCount) throws { try engine.count(calls) }
}
