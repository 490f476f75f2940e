/// How the keys of log metadata become names of journal fields.
///
/// journald takes `A`–`Z`, `0`–`9` and `_`, at most 64 of them, the first a letter (a leading
/// underscore marks the fields that journald itself vouches for), and silently drops the rest.
enum JournalFieldName {
    static let event = "SLA_EVENT"
    static let messageID = "MESSAGE_ID"
    static let component = "SLA_COMPONENT"

    private static let prefix = "SLA_"
    private static let maximumLength = 64

    /// Fields the handler fills in itself: metadata of that name would be a second, forged value.
    private static let reserved: Set<String> = [
        "MESSAGE", "PRIORITY", "SYSLOG_IDENTIFIER", "SYSLOG_FACILITY", "SYSLOG_PID",
        "SYSLOG_TIMESTAMP", "SYSLOG_RAW", "CODE_FILE", "CODE_LINE", "CODE_FUNC",
    ]

    /// The field for a metadata key: the key itself if it is a valid name, else upper-cased
    /// behind `SLA_` with `_` for every character that journald would refuse.
    static func field(forKey key: String) -> String {
        if key == "EVENT" { return event }
        if isValid(key), !reserved.contains(key) { return key }
        var name = prefix
        for scalar in key.unicodeScalars where name.utf8.count < maximumLength {
            switch scalar {
            case "a"..."z": name.unicodeScalars.append(uppercased(scalar))
            case "A"..."Z", "0"..."9": name.unicodeScalars.append(scalar)
            default: if name != prefix { name.append("_") }
            }
        }
        return name == prefix ? prefix + "UNNAMED" : name
    }

    /// Whether journald would take the name from a client.
    static func isValid(_ name: String) -> Bool {
        guard let first = name.unicodeScalars.first, ("A"..."Z").contains(first) else {
            return false
        }
        return name.utf8.count <= maximumLength
            && name.unicodeScalars.allSatisfy {
                ("A"..."Z").contains($0) || ("0"..."9").contains($0) || $0 == "_"
            }
    }

    private static func uppercased(_ letter: Unicode.Scalar) -> Unicode.Scalar {
        Unicode.Scalar(UInt8(truncatingIfNeeded: letter.value) & 0xDF)
    }
}
