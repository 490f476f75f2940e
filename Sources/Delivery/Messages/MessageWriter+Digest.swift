public import BusinessTime
import Foundation
public import Ledger
import ServiceLevels

extension MessageWriter {
    /// One message that tells of several on one channel, the most pressing first.
    ///
    /// - Parameters:
    ///   - members: the messages as recorded, all of one channel.
    ///   - reason: why they are told as one: a cause of holding, or `allowance`.
    ///   - now: the moment.
    /// - Returns: the message; nil where none of the members can be read.
    public func digest(
        of members: [DeliveryRecord],
        reason: String,
        now: Instant
    ) -> NewDelivery? {
        guard let channel = members.first?.channel else { return nil }
        let told = members.compactMap { record in
            AlertMessage(body: record.body).map { (record: record, message: $0) }
        }
        guard told.count == members.count else { return nil }
        let ordered = told.sorted { left, right in
            (-left.record.weight, left.message.dueText, left.record.seq)
                < (-right.record.weight, right.message.dueText, right.record.seq)
        }
        var recipients: [AlertMessage.Recipient] = []
        for recipient in told.flatMap(\.message.data.recipients)
        where !recipients.contains(recipient) {
            recipients.append(recipient)
        }
        // The same members always make the same id: a crash in between repeats nothing.
        let basis = members.map(\.id).sorted().joined(separator: "\n")
        let digest = AlertMessage.Digest(
            reason: reason,
            count: members.count,
            members: ordered.prefix(AlertMessage.Digest.limit).map { $0.message.member }
        )
        let content = AlertMessage.Content(
            schema: 1,
            id: Self.id(basis, channel: channel, recipients: [reason]),
            kind: AlertKind.digest.rawValue,
            text: "",
            recipients: recipients,
            ticket: nil,
            alerts: [],
            summary: nil,
            digest: digest
        )
        var named: [String] = []
        for name in members.flatMap({ $0.recipient.split(separator: ",").map(String.init) })
        where !named.contains(name) {
            named.append(name)
        }
        return delivery(
            content,
            ticket: "",
            channel: channel,
            recipients: named,
            kind: .digest,
            tells: [],
            now: now
        )
    }
}

extension AlertMessage {
    /// What a digest tells of the message.
    fileprivate var member: Member {
        let first = data.alerts.first
        return Member(
            id: data.id,
            ticket: data.ticket?.id ?? "",
            url: data.ticket?.url,
            priority: data.ticket?.attributes["priority"],
            owner: data.ticket?.attributes["owner"]?.bounded(to: 60),
            kind: data.kind,
            name: (first?.name ?? "").bounded(to: 60),
            rule: first?.rule ?? "",
            due: first?.due
        )
    }

    /// The deadline as text that sorts by time, as all are of one zone; what has none comes last.
    fileprivate var dueText: String { data.alerts.first?.due ?? "~" }
}

extension DeliveryRecord {
    /// How grave it is.
    var weight: Int { AlertKind(rawValue: kind)?.weight ?? 0 }
}
