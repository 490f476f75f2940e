/// Why a credential could not be had.
public struct CredentialError: Error, Equatable, CustomStringConvertible {
    /// What kind of fault it is.
    public enum Code: Sendable, Equatable {
        /// The service was given no credentials at all.
        case noDirectory
        /// The name could lead out of the credentials' directory.
        case invalidName
        /// No credential has this name.
        case missing
        /// The kernel refused the reading of it.
        case unreadable
        /// It is larger than ``Credentials/maximumBytes``.
        case tooLarge
        /// It is empty.
        case empty
        /// It is not UTF-8 text.
        case notText
    }

    /// What kind of fault it is.
    public let code: Code
    /// What is wrong, with the credential's name and never its content.
    public let message: String
    /// What to change.
    public let hint: String?

    /// The message and, in brackets, the hint.
    public var description: String { hint.map { "\(message) (\($0))" } ?? message }
}
