/// Why a ticket store cannot be opened, read or written, and what to do about it.
public struct TicketStoreError: Error, Hashable, CustomStringConvertible {
    /// What kind of obstacle it is.
    public enum Code: String, Sendable, Hashable, CaseIterable {
        /// There is no such file.
        case missing
        /// Another process holds a lock that keeps us out.
        case locked
        /// The file is no SQLite database, or it is damaged.
        case notADatabase = "not_a_database"
        /// A database, but not one of ours.
        case foreign
        /// Made by a newer version of this software.
        case newer
        /// The permissions do not let us in, or our opening would shut out others.
        case permissions
        /// A column that the configuration names is not there.
        case column
        /// No such ticket.
        case noTicket = "no_ticket"
        /// What was to be written makes no sense, or a rule of the store refuses it.
        case refused
        /// Anything else that SQLite or the system reports.
        case system
    }

    /// What kind of obstacle it is.
    public var code: Code
    /// What is wrong, naming the thing and the value.
    public var message: String
    /// What to do: a command to run or a field to change.
    public var hint: String?

    /// Makes an error.
    public init(_ code: Code, _ message: String, hint: String? = nil) {
        self.code = code
        self.message = message
        self.hint = hint
    }

    /// The message, and the hint where there is one.
    public var description: String {
        guard let hint else { return message }
        return "\(message); hint: \(hint)"
    }

    /// That no ticket has an id.
    public static func noTicket(_ id: String) -> TicketStoreError {
        TicketStoreError(.noTicket, "no ticket has the id '\(id)'", hint: "slactl ticket list")
    }
}
