/// Why a call came to nothing: what is wrong, and what to do about it.
public struct ControlFault: Error, Sendable, Hashable, Codable, CustomStringConvertible {
    /// Which kind of fault it is; programs may go by it.
    public enum Code: String, Sendable, Hashable, Codable, CaseIterable {
        /// The line is no request.
        case malformed
        /// The line or the answer is longer than is borne with.
        case tooLong = "too_long"
        /// The request did not come in time.
        case timeout
        /// The protocol's version is another.
        case wrongVersion = "wrong_version"
        /// There is no such command.
        case unknownCommand = "unknown_command"
        /// The command has no such argument.
        case unknownArgument = "unknown_argument"
        /// An argument is missing, of the wrong kind or out of bounds.
        case invalidArgument = "invalid_argument"
        /// The caller's standing does not suffice.
        case forbidden
        /// Too many clients at once.
        case busy
        /// Too many calls of one user.
        case tooMany = "too_many"
        /// What the call is about does not exist.
        case notFound = "not_found"
        /// The configuration has faults.
        case rejected
        /// The ledger cannot be read or written.
        case ledger
        /// Something else went wrong.
        case failed
    }

    /// Which kind of fault it is.
    public var code: Code
    /// What is wrong, naming the thing and the value.
    public var message: String
    /// What to do about it.
    public var hint: String?

    /// Makes a fault.
    public init(_ code: Code, _ message: String, hint: String? = nil) {
        self.code = code
        self.message = message
        self.hint = hint
    }

    /// The message, and the hint where there is one.
    public var description: String { hint.map { "\(message); \($0)" } ?? message }
}
