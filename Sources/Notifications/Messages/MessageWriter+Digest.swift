public import BusinessTime
import Foundation
public import Ledger
import ServiceLevels
import Support

extension MessageWriter {
    /// One message that tells of several on one channel, the most pressing first.
    ///
    /// - Parameters:
    ///   - members: the messages as recorded, all of one channel.
    ///   - reason: why they are told as one: a cause of holding, or `allowance`.
    ///   - now: the moment.
    /// - Returns: the message; nil if none of the members can be read.
    public func digest(
        of members: [DeliveryRecord],
        reason: String,
        now: Instant
    ) -> NewDelivery? {
        guard let channel = members.first?.channel else { return nil }
        let told = members.compactMap { AlertMessage(body: $0.body) }
        guard told.count == members.count else { return nil }
        // All that each tells: two things about one ticket are two lines.
        let lines = told.flatMap(\.members)
        let ordered = lines.indices.sorted { left, right in
            (lines[left].order.weight, lines[left].order.due, left)
                < (lines[right].order.weight, lines[right].order.due, right)
        }
        var recipients: [AlertMessage.Recipient] = []
        for recipient in told.flatMap(\.data.recipients)
        where !recipients.contains(recipient) {
            recipients.append(recipient)
        }
        // The same members always make the same id: a crash in between repeats nothing.
        let basis = members.map(\.id).sorted().joined(separator: "\n")
        let digest = AlertMessage.Digest(
            reason: reason,
            count: members.count,
            members: ordered.prefix(AlertMessage.Digest.limit).map { lines[$0] }
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
    /// What a digest tells of the message: a line for each alert.
    fileprivate var members: [Member] {
        if data.alerts.isEmpty { return [member(nil)] }
        return data.alerts.map(member)
    }

    private func member(_ alert: AlertContent?) -> Member {
        Member(
            id: data.id,
            ticket: data.ticket?.id ?? "",
            url: data.ticket?.url,
            priority: data.ticket?.attributes["priority"],
            owner: data.ticket?.attributes["owner"]?.bounded(to: 60),
            kind: alert?.kind ?? data.kind,
            name: (alert?.name ?? "").bounded(to: 60),
            rule: alert?.rule ?? "",
            due: alert?.due
        )
    }
}

extension AlertMessage.Member {
    /// The most pressing first, of those the earliest due; deadlines are of one zone, so their texts
    /// sort by time, and what has none comes last.
    fileprivate var order: (weight: Int, due: String) {
        (-(AlertKind(rawValue: kind)?.weight ?? 0), due ?? "~")
    }
}

extension DeliveryRecord {
    /// How grave it is.
    var weight: Int { AlertKind(rawValue: kind)?.weight ?? 0 }
}
