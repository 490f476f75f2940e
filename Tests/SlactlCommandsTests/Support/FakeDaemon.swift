import BusinessTime
import ControlServer
import Ledger
import Notifications
import Reporting
import Support
import Synchronization
import Watchdog

/// A daemon of which every answer is known beforehand.
final class FakeDaemon: ControlledDaemon {
    /// What it was told to do.
    let calls = Mutex<[String]>([])
    let now: Instant

    init(now: Instant) {
        self.now = now
    }

    private func note(_ call: String) { calls.withLock { $0.append(call) } }

    func report() async -> WatchReport {
        WatchReport(
            status: EngineStatus(
                open: 12,
                late: 3,
                nextDeadline: now + .minutes(20),
                undelivered: 2,
                isShadow: false,
                pausedUntil: now + .hours(1),
                maintenance: ["CRM upgrade"],
                trouble: "the ledger is full"
            ),
            channels: [
                ChannelStatus(
                    name: "desk",
                    target: "hooks.example.com",
                    inFlight: 1,
                    waiting: 4,
                    cooldownUntil: now + .minutes(5),
                    disabled: nil
                ),
                ChannelStatus(
                    name: "journal",
                    target: "journal",
                    inFlight: 0,
                    waiting: 0,
                    cooldownUntil: nil,
                    disabled: "gone"
                ),
            ]
        )
    }

    func vocabulary() async -> Vocabulary {
        Vocabulary(clocks: ["first_response"], channels: ["desk"], attributes: ["queue"])
    }

    func knows(ticket: String) async -> Bool? { ticket != "T-9" }

    func pause(until: Instant) async throws { note("pause \((until - now).seconds)") }

    func resume() async throws -> Bool {
        note("resume")
        return true
    }

    func acknowledge(_ acknowledgement: Acknowledgement) async throws -> Acknowledgement {
        let span = (acknowledgement.expires - acknowledgement.at).seconds
        note("ack \(acknowledgement.ticket) \(acknowledgement.clock ?? "-") \(span)")
        return acknowledgement
    }

    func endAcknowledgements(of ticket: String, clock: String?) async throws -> Int {
        note("unack \(ticket) \(clock ?? "-")")
        return 1
    }

    func silence(_ silence: Silence) async throws -> Silence {
        let attributes = silence.matcher.attributes.map { "\($0)=\($1.joined(separator: "|"))" }
        note("silence \(silence.matcher.channel ?? "-") \(attributes.joined()) \(silence.comment)")
        var made = silence
        made.seq = 7
        return made
    }

    func endSilence(_ seq: Int64) async throws -> Bool {
        note("end silence \(seq)")
        return seq == 7
    }

    func retryDelivery(_ name: String) async throws -> PendingDelivery? {
        note("retry \(name)")
        return nil
    }

    func audit(_ entry: AuditEntry) async throws {}
    func count(_ calls: CallCount) async throws {}
}

extension FakeDaemon: ReportSource {
    func due(_ request: DueReport.Request, as _: OutputFormat) async throws -> String {
        note("due \(request.limit)")
        return "nothing is due"
    }

    func explain(_ request: ExplanationReport.Request, as _: OutputFormat) async throws -> String {
        note("explain \(request.ticket)")
        return request.ticket
    }
}
