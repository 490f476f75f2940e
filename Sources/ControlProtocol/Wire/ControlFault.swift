/// Why a call failed, and what to do about it.
public struct ControlFault: Error, Sendable, Hashable, Codable, CustomStringConvertible {
    /// The kind of fault; programs may depend on it.
    public enum Code: String, Sendable, Hashable, Codable, CaseIterable {
        /// The line is no request.
        case malformed
        /// The request or the answer is too long.
        case tooLong = "too_long"
        /// The request was late.
        case timeout
        /// Another version of the protocol.
        case wrongVersion = "wrong_version"
        /// There is no such command.
        case unknownCommand = "unknown_command"
        /// The command has no such argument.
        case unknownArgument = "unknown_argument"
        /// An argument is missing, of the wrong kind or out of bounds.
        case invalidArgument = "invalid_argument"
        /// The caller's role does not suffice.
        case forbidden
        /// Too many clients at once.
        case busy
        /// Too many calls of one user.
        case tooMany = "too_many"
        /// The subject of the call does not exist.
        case notFound = "not_found"
        /// The configuration has faults.
        case rejected
        /// The ledger cannot be read or written.
        case ledger
        /// Something else went wrong.
        case failed
    }

    public var code: Code
    /// The fault, with the name and the value.
    public var message: String
    /// What to do about it.
    public var hint: String?

    public init(_ code: Code, _ message: String, hint: String? = nil) {
        self.code = code
        self.message = message
        self.hint = hint
    }

    /// The message and the hint, if any.
    public var description: String { hint.map { "\(message); \($0)" } ?? message }
}
