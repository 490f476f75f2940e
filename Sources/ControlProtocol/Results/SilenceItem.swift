public import BusinessTime
public import Ledger
import ServiceLevels
import Support

/// A silence as it is told.
public struct SilenceItem: Sendable, Hashable, Codable {
    /// Its position, by which it is ended.
    public var id: Int64
    /// The ticket's id it is for.
    public var ticket: String?
    /// The clock or notice it is for.
    public var clock: String?
    /// The rule of the standard it is for.
    public var rule: String?
    /// The kind of alert it is for.
    public var kind: String?
    /// The channel it is for.
    public var channel: String?
    /// The attributes of tickets it is for, each with the values that match.
    public var attributes: [String: [String]]
    /// Who asked for it.
    public var author: String
    /// Why.
    public var comment: String
    /// From when.
    public var begins: Instant
    /// Until when.
    public var ends: Instant

    /// Takes a silence of the ledger.
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
