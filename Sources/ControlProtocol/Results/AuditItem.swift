public import BusinessTime
public import Ledger

/// A call in the answer of `audit`, or a count of calls that changed nothing.
public struct AuditItem: Sendable, Hashable, Codable {
    /// Its position; nil for a count.
    public var seq: Int64?
    /// The time of the call, or of the last one counted.
    public var at: Instant
    public var uid: UInt32
    public var name: String
    /// The caller's role.
    public var standing: String
    public var command: String
    /// Its arguments as JSON; nil for a count.
    public var arguments: String?
    /// `ok`, or the code of the fault.
    public var outcome: String
    /// How many calls it stands for.
    public var calls: Int
    /// The first call counted; nil for a single call.
    public var first: Instant?

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

    /// The newest entries of a ledger first.
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
