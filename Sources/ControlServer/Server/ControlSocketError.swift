import Glibc

/// Why the control socket cannot be made.
public struct ControlSocketError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The fault, with the socket's path.
    public var message: String
    /// What to do about it.
    public var hint: String

    init(_ message: String, hint: String) {
        self.message = message
        self.hint = hint
    }

    /// A failed system call, by its error number.
    init(_ path: String, _ code: Int32) {
        self.init(
            "\(path): \(String(cString: strerror(code)))",
            hint: "its directory must exist and be writable by the user that slawatchd runs as; "
                + "the unit's RuntimeDirectory= makes it"
        )
    }

    /// The message and the hint on one line.
    public var description: String { "\(message) (\(hint))" }
}
