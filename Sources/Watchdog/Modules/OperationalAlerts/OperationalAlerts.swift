import BusinessTime
import Ledger
import Notifications
import ServiceLevels

/// Alerts about the daemon itself, which go to the administrators.
final class OperationalAlerts: EngineModule {
    /// How often the same trouble with a channel is raised again.
    private static let channelTroubleEvery = TimeSpan.hours(1)

    private let context: EngineContext
    private let recorder: AlertRecorder

    init(_ context: EngineContext, _ recorder: AlertRecorder) {
        self.context = context
        self.recorder = recorder
    }

    /// Raises what has gone wrong with channels, on the others.
    func run(now: Instant, outOfTime: () -> Bool) -> Instant? {
        for trouble in Set(context.courier.takeOperationalAlerts()) {
            let hour = now.milliseconds / Self.channelTroubleEvery.milliseconds
            let since = Instant(milliseconds: hour * Self.channelTroubleEvery.milliseconds)
            raise(
                AlertIdentity(
                    ticket: "",
                    clock: "channel/\(trouble.channel)",
                    cycle: CycleID(seq: 0, at: since),
                    promiseRevision: 0,
                    step: trouble.step,
                    occurrence: 1
                ),
                name: trouble.name,
                since: now,
                except: trouble.channel,
                now: now
            )
        }
        return nil
    }

    /// Raises an alert that is about no ticket.
    ///
    /// - Parameters:
    ///   - identity: by which it is raised once.
    ///   - name: what is wrong.
    ///   - since: since when.
    ///   - channel: the channel that cannot carry it.
    ///   - now: the moment.
    func raise(
        _ identity: AlertIdentity,
        name: LocalizedText,
        since: Instant,
        except channel: String? = nil,
        now: Instant
    ) {
        let configuration = context.configuration
        let step = DueStep(
            identity: identity,
            kind: .notice,
            rule: "slawatch",
            name: name,
            at: now,
            roles: configuration.administrators,
            started: since
        )
        let alert = Alert(step: step)
        let nobody = Ticket(
            key: 0,
            id: "",
            values: [],
            layout: configuration.policies.layout,
            events: []
        )
        let deliveries =
            configuration.shadow
            ? []
            : configuration.writer.deliveries(of: [alert], ticket: nobody, readings: [], now: now)
                .filter { $0.channel != channel }
        // With no channel left to carry it the journal has to do.
        guard configuration.shadow || !deliveries.isEmpty else { return }
        let disposition: Disposition = configuration.shadow ? .shadow : .raised
        recorder.record(
            [OutboxEntry(alerts: [alert], disposition: disposition, deliveries: deliveries)],
            retrying: [],
            now: now
        )
    }
}

extension OperationalAlert {
    /// What people read.
    fileprivate var name: LocalizedText {
        switch self {
        case .disabled:
            LocalizedText([
                .chinese: "渠道 \(channel) 已停用，消息暂缓：\(reason)",
                .english: "channel \(channel) is disabled, its messages are held: \(reason)",
            ])
        case .unreachable:
            LocalizedText([
                .chinese: "渠道 \(channel) 无法连接：\(reason)",
                .english: "channel \(channel) cannot be reached: \(reason)",
            ])
        case .deadLetter:
            LocalizedText([
                .chinese: "渠道 \(channel) 有消息未能送达（死信）：\(reason)",
                .english: "a message of channel \(channel) was given up: \(reason)",
            ])
        }
    }
}
