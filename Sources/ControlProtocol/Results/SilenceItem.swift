public import BusinessTime
public import Ledger
import ServiceLevels
import Support

/// A silence in an answer.
public struct SilenceItem: Sendable, Hashable, Codable {
    /// Its position, by which it is ended.
    public var id: Int64
    public var ticket: String?
    public var clock: String?
    /// The id of the standard's rule.
    public var rule: String?
    public var kind: String?
    public var channel: String?
    /// Attributes of tickets, each with the values that match.
    public var attributes: [String: [String]]
    public var author: String
    public var comment: String
    public var begins: Instant
    public var ends: Instant

    public init(_ silence: Silence) {
        id = silence.seq
        ticket = silence.matcher.ticket
        clock = silence.matcher.clock
        rule = silence.matcher.rule
        kind = silence.matcher.kind
        channel = silence.matcher.channel
        attributes = silence.matcher.attributes.mapValues { $0.map(ContactMask.masked) }
        author = silence.author
        comment = silence.comment
        begins = silence.begins
        ends = silence.ends
    }
}
