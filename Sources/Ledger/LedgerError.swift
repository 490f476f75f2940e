/// What went wrong with the daemon's own state.
public struct LedgerError: Error, Sendable, Equatable, CustomStringConvertible {
    /// Which kind of fault it is.
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

    /// Which kind of fault it is.
    public var code: Code
    /// What is wrong, naming the file.
    public var message: String
    /// What to do about it.
    public var hint: String

    /// Makes an error.
    public init(_ code: Code, _ message: String, hint: String) {
        self.code = code
        self.message = message
        self.hint = hint
    }

    /// The message and the hint as one line.
    public var description: String { "\(message) (\(hint))" }
}
