public import BusinessTime
import HeapModule
public import Ledger

/// What is to be taken up over a set of channels, as the ledger tells it.
public struct Resumption: Sendable {
    var pending: [PendingDelivery]
    var held: [(seq: Int64, until: Instant)]
    var sent: [(channel: String, at: Instant)]
}

extension Courier {
    /// Frees what was held with its channel, and reads what is to be taken up.
    ///
    /// In memory nothing changes: where something fails everything is as it was, also in the
    /// ledger if it is done together with the rest. To be called when all outcomes are recorded, as
    /// what is settled still stands as pending in the ledger until then.
    public func resumption(
        over channels: [String: any Channel],
        now: Instant
    ) throws(LedgerError) -> Resumption {
        try ledger.releaseHeld(now: now)
        let window = channels.values.compactMap { $0.rateLimit?.window }.max()
        var sent: [(channel: String, at: Instant)] = []
        if let window { sent = try ledger.sendTimes(since: now - window) }
        return Resumption(
            pending: try ledger.pending(),
            held: try ledger.heldForATime(),
            sent: sent
        )
    }

    /// Takes it up.
    func take(_ resumption: Resumption) {
        for delivery in resumption.pending { deliveryQueue.add(delivery) }
        held = Heap(resumption.held.map { Held(at: $0.until, seq: $0.seq) })
        for (channel, at) in resumption.sent { channelQueues[channel]?.noteSent(at: at) }
    }
}
