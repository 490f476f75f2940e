/// Why the rules of a time zone cannot be had.
public enum ZoneError: Error, Hashable, CustomStringConvertible {
    /// The name is not one that a zone can have, or it leaves the directory of zones.
    case invalidName(String)
    /// There is no such zone in the directory.
    case unknown(name: String, directory: String)
    /// The file is there but cannot be read; the code is an `errno`.
    case unreadable(path: String, code: Int32)
    /// The file is larger than any zone's.
    case tooLarge(path: String)
    /// The bytes are not those of a TZif file, or not sound.
    case malformed(name: String, reason: String)

    /// A message that names the zone and what is wrong with it.
    public var description: String {
        switch self {
        case .invalidName(let name):
            "time zone '\(name)' is not a valid name (expected one like Asia/Shanghai)"
        case .unknown(let name, let directory):
            "time zone '\(name)' is not in \(directory)"
        case .unreadable(let path, let code):
            "time zone file \(path) cannot be read (errno \(code))"
        case .tooLarge(let path):
            "time zone file \(path) is too large to be one"
        case .malformed(let name, let reason):
            "time zone '\(name)' is malformed: \(reason)"
        }
    }
}
