/// Where a configuration's secrets come from.
public enum SecretSource {
    /// From credentials (`LoadCredential=`), read by name with an error that says why not, and
    /// from files.
    case credentials((String) throws -> String)
    /// From files only: there are no credentials outside the service.
    case files
    /// From files, and from credentials as far as they are there: something well-formed stands in
    /// for the others, and `Configuration.standIns` says for which.
    case available((String) -> String?)
    /// From nowhere: whoever looks at a configuration needs no secrets, and may not read them.
    case none
}

/// There are no credentials outside the service.
struct MissingCredential: Error, CustomStringConvertible {
    /// The key that names a file in its place.
    var file = "secret_file"

    var description: String {
        "credentials are there only in the service; use '\(file)' to try it by hand"
    }
}
