public import BusinessTime
public import Ledger

/// A call of the control socket as `audit` tells it, or a count of calls that changed nothing.
public struct AuditItem: Sendable, Hashable, Codable {
    /// Its position; nil for a count.
    public var seq: Int64?
    /// When; the last of those that are counted.
    public var at: Instant
    /// The caller's user id.
    public var uid: UInt32
    /// The caller's name.
    public var name: String
    /// What the caller counted as.
    public var standing: String
    /// The command.
    public var command: String
    /// Its arguments as JSON; nil for a count.
    public var arguments: String?
    /// `ok`, or the code of the fault.
    public var outcome: String
    /// How many calls it stands for.
    public var calls: Int
    /// The first of those that are counted; nil for a call.
    public var first: Instant?

    /// Takes an entry of the ledger.
    public init(_ entry: AuditEntry) {
        seq = entry.seq
        at = entry.at
        uid = entry.uid
        name = entry.name
        standing = entry.standing
        command = entry.command
        arguments = entry.arguments
        outcome = entry.outcome
        calls = 1
    }

    /// Takes a count of the ledger.
    public init(_ count: CallCount) {
        at = count.last
        uid = count.uid
        name = count.name
        standing = count.standing
        command = count.command
        outcome = count.outcome
        calls = count.calls
        first = count.first
    }

    /// What a ledger tells, the newest first.
    public static func newest(
        _ limit: Int,
        of ledger: LedgerReader
    ) throws(LedgerError) -> [AuditItem] {
        let calls = try ledger.audit(limit: limit).map(Self.init)
        let counts = try ledger.callCounts(limit: limit).map(Self.init)
        let all = (calls + counts).enumerated().sorted { left, right in
            (right.element.at, left.offset) < (left.element.at, right.offset)
        }
        return all.prefix(limit).map(\.element)
    }
}
