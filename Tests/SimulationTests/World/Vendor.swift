import BusinessTime
import Foundation
import Notifications

/// A receiver of messages that behaves as it is told to.
///
/// Used on the simulation's thread alone.
final class Vendor: Channel, @unchecked Sendable {
    /// How a vendor behaves.
    enum Mode: String, CaseIterable {
        /// It takes every message.
        case well
        /// It takes every message and does not say what becomes of it.
        case accepts
        /// It takes no message, for good.
        case refuses
        /// It wants to be left alone for twenty minutes.
        case throttles
        /// It cannot be reached.
        case unreachable
        /// It takes the message and answers with an error.
        case garbles
        /// It answers what nobody understands, and takes nothing.
        case babbles
        /// It takes the message and does not answer before it behaves otherwise.
        case hangs
        /// It takes nothing and does not answer before it behaves otherwise.
        case stalls
        /// It wants nothing more on this channel.
        case disables
    }

    let parallel = 64
    let target = "simulated"
    let rateLimit: RateLimit?
    let audience: Audience
    private let take: (OutgoingMessage) -> Void
    private let judge: (OutgoingMessage) -> Void
    private var hung: [(outgoing: OutgoingMessage, report: @Sendable (DeliveryOutcome) -> Void)] =
        []

    /// Makes a vendor.
    ///
    /// - Parameters:
    ///   - rateLimit: how many messages it takes.
    ///   - audience: whom it reaches.
    ///   - judge: is shown what is sent to it, whatever becomes of that.
    ///   - take: is given what arrives.
    init(
        rateLimit: RateLimit?,
        audience: Audience,
        judge: @escaping (OutgoingMessage) -> Void,
        take: @escaping (OutgoingMessage) -> Void
    ) {
        self.rateLimit = rateLimit
        self.audience = audience
        self.judge = judge
        self.take = take
    }

    /// How it behaves; what hung is answered when that changes.
    var mode = Mode.well {
        didSet {
            guard mode != oldValue else { return }
            let waiting = hung
            hung = []
            for (_, report) in waiting {
                report(oldValue == .hangs ? .delivered : .retry(reason: "timed out", after: nil))
            }
        }
    }

    /// Forgets what hangs, as the other side is gone.
    ///
    /// - Returns: the ids of those messages.
    func hangUp() -> Set<String> {
        defer { hung = [] }
        return Set(hung.map(\.outgoing.id))
    }

    func send(_ outgoing: OutgoingMessage, report: @escaping @Sendable (DeliveryOutcome) -> Void) {
        judge(outgoing)
        switch mode {
        case .well, .accepts, .garbles, .hangs: take(outgoing)
        default: break
        }
        switch mode {
        case .well: report(.delivered)
        case .accepts: report(.accepted)
        case .refuses: report(.permanent(reason: "refused"))
        case .throttles: report(.retry(reason: "too many", after: .minutes(20)))
        case .unreachable: report(.unreachable(reason: "nobody there"))
        case .garbles: report(.retry(reason: "answered 500", after: nil))
        case .babbles: report(.unknown(reason: "answered nonsense"))
        case .hangs, .stalls: hung.append((outgoing, report))
        case .disables: report(.disable(reason: "gone"))
        }
    }
}
