import Glibc

/// The secrets that systemd handed to the service with `LoadCredential=`.
///
/// systemd copies each into a directory that only the service can read, at start alone: a changed
/// secret needs a restart.
public struct Credentials: Sendable, CustomStringConvertible {
    /// The largest credential that is read.
    public static let maximumBytes = 64 * 1024

    private let directory: String?

    /// Uses the directory named by `CREDENTIALS_DIRECTORY`.
    public init() {
        self.init(directory: getenv("CREDENTIALS_DIRECTORY").map { String(cString: $0) })
    }

    /// Uses this directory; nil stands for a service without credentials.
    public init(directory: String?) {
        self.directory = directory.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// Where the secrets come from, never what they are.
    public var description: String { directory.map { "credentials in \($0)" } ?? "no credentials" }

    /// Reads one secret, without the newline that editors put at the end of a file.
    ///
    /// - Parameter name: The name left of the colon in `LoadCredential=name:/path`.
    /// - Returns: The secret, never empty.
    /// - Throws: A ``CredentialError`` that names the credential.
    public func secret(named name: String) throws(CredentialError) -> Secret {
        guard Self.isValid(name) else {
            throw CredentialError(
                code: .invalidName,
                message: "credential '\(name)' is not a plain file name",
                hint: "use the name left of the colon in LoadCredential="
            )
        }
        let hint = "add LoadCredential=\(name):/path/to/file to the unit and restart the service"
        guard let directory else {
            throw CredentialError(
                code: .noDirectory,
                message: "credential '\(name)' asked for, but CREDENTIALS_DIRECTORY is not set",
                hint: hint
            )
        }
        var bytes = try Self.contents(of: directory + "/" + name, named: name, hint: hint)
        if bytes.last == UInt8(ascii: "\n") { bytes.removeLast() }
        guard !bytes.isEmpty else {
            throw CredentialError(
                code: .empty,
                message: "credential '\(name)' is empty",
                hint: nil
            )
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw CredentialError(
                code: .notText,
                message: "credential '\(name)' is not UTF-8 text",
                hint: nil
            )
        }
        return Secret(text)
    }

    private static func isValid(_ name: String) -> Bool {
        !name.isEmpty && name != "." && name != ".." && name.utf8.count <= 255
            && !name.utf8.contains { $0 == UInt8(ascii: "/") || $0 < 0x20 || $0 == 0x7F }
    }

    private static func contents(
        of path: String,
        named name: String,
        hint: String
    ) throws(CredentialError) -> [UInt8] {
        // Non-blocking, because a pipe put in a file's place must not hang the start.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            let code = errno
            guard code != ENOENT else {
                throw CredentialError(
                    code: .missing,
                    message: "credential '\(name)' was not given to the service",
                    hint: hint
                )
            }
            throw unreadable(name, code)
        }
        defer { close(descriptor) }
        var buffer = [UInt8](repeating: 0, count: maximumBytes + 1)
        var count = 0
        while count < buffer.count {
            let got = buffer.withUnsafeMutableBytes {
                read(descriptor, $0.baseAddress?.advanced(by: count), $0.count - count)
            }
            if got < 0 && errno == EINTR { continue }
            guard got >= 0 else { throw unreadable(name, errno) }
            guard got > 0 else { break }
            count += got
        }
        guard count <= maximumBytes else {
            throw CredentialError(
                code: .tooLarge,
                message: "credential '\(name)' is larger than \(maximumBytes) bytes",
                hint: nil
            )
        }
        return Array(buffer[..<count])
    }

    private static func unreadable(_ name: String, _ code: Int32) -> CredentialError {
        CredentialError(
            code: .unreadable,
            message: "credential '\(name)' cannot be read: \(String(cString: strerror(code)))",
            hint: nil
        )
    }
}
