/// A fault of the daemon's own state.
public struct LedgerError: Error, Sendable, Equatable, CustomStringConvertible {
    public enum Code: String, Sendable, Equatable {
        /// Another process holds the state directory.
        case locked
        /// The directory or file cannot be used as it is.
        case unusable
        /// A newer version wrote the file.
        case newerVersion
        /// The file is damaged.
        case corrupt
        /// The disk is full.
        case full
    }

    public var code: Code
    /// The fault, with the file's name.
    public var message: String
    /// What to do about it.
    public var hint: String

    public init(_ code: Code, _ message: String, hint: String) {
        self.code = code
        self.message = message
        self.hint = hint
    }

    /// The message and the hint on one line.
    public var description: String { "\(message) (\(hint))" }
}
