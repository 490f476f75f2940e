public import BusinessTime
public import Ledger

/// A call of the control socket as `audit` tells it.
public struct AuditItem: Sendable, Hashable, Codable {
    /// Its position.
    public var seq: Int64
    /// When.
    public var at: Instant
    /// The caller's user id.
    public var uid: UInt32
    /// The caller's name.
    public var name: String
    /// What the caller counted as.
    public var standing: String
    /// The command.
    public var command: String
    /// Its arguments as JSON.
    public var arguments: String
    /// `ok`, or the code of the fault.
    public var outcome: String

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
    }
}
