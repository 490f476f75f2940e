/// Where a configuration's secrets come from.
public enum SecretSource {
    /// Credentials (`LoadCredential=`), read by name, and files.
    case credentials((String) throws -> String)
    /// Files only: credentials exist only in the service.
    case files
    /// Files, and credentials if available; a placeholder replaces others and
    /// `Configuration.standIns` names them.
    case available((String) -> String?)
    /// None: looking at a configuration needs no secrets.
    case none
}

/// A credential outside the service.
struct MissingCredential: Error, CustomStringConvertible {
    /// The key for a file instead.
    var file = "secret_file"

    var description: String {
        "credentials are there only in the service; use '\(file)' to try it by hand"
    }
}
