/// Why a ticket store cannot be opened, read or written, and what to do about it.
public struct TicketStoreError: Error, Hashable, CustomStringConvertible {
    public enum Code: String, Sendable, Hashable, CaseIterable {
        /// There is no such file.
        case missing
        /// Another process holds a lock.
        case locked
        /// The file is no SQLite database, or it is damaged.
        case notADatabase = "not_a_database"
        /// A database, but no ticket store.
        case foreign
        /// Made by a newer version of this software.
        case newer
        /// Permissions prevent access, or opening it would lock others out.
        case permissions
        /// A column named in the configuration is missing.
        case column
        case noTicket = "no_ticket"
        /// The input makes no sense, or a rule of the store rejects it.
        case refused
        /// Any other fault from SQLite or the system.
        case system
    }

    public var code: Code
    /// The fault, with the name and the value.
    public var message: String
    /// A command to run or a field to change.
    public var hint: String?

    public init(_ code: Code, _ message: String, hint: String? = nil) {
        self.code = code
        self.message = message
        self.hint = hint
    }

    /// The message and the hint, if any.
    public var description: String {
        guard let hint else { return message }
        return "\(message); hint: \(hint)"
    }

    /// That no ticket has an id.
    public static func noTicket(_ id: String) -> TicketStoreError {
        TicketStoreError(.noTicket, "no ticket has the id '\(id)'", hint: "slactl ticket list")
    }
}
