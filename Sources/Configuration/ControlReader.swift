/// Where the daemon is called, and who may what.
public struct ControlSettings: Sendable, Hashable {
    /// The socket.
    public var socket: String
    /// The Unix group of agents.
    public var agents: String
    /// The Unix group of supervisors.
    public var supervisors: String
    /// The Unix group of administrators.
    public var administrators: String

    /// Where the socket is when no configuration can be read.
    public static let defaultSocket = "/run/slawatchd/control.sock"
}

extension ConfigurationReader {
    /// Reads `{socket: …, agents: …, supervisors: …, administrators: …}`, every key optional.
    func readControl(_ place: Place?) -> ControlSettings {
        var settings = ControlSettings(
            socket: ControlSettings.defaultSocket,
            agents: "slawatch-agents",
            supervisors: "slawatch-supervisors",
            administrators: "slawatch-admins"
        )
        guard let place else { return settings }
        let fields = Fields(place)
        if let socket = fields["socket"]?.parse(parseSocket) {
            settings.socket = files.path(of: socket)
        }
        let groups: [(String, WritableKeyPath<ControlSettings, String>)] = [
            ("agents", \.agents), ("supervisors", \.supervisors),
            ("administrators", \.administrators),
        ]
        for (name, path) in groups {
            if let group = fields[name]?.parse(parseGroup) { settings[keyPath: path] = group }
        }
        fields.finish()
        return settings
    }
}

/// Reads the path of a socket; the kernel takes no more than 107 bytes.
private func parseSocket(_ text: String) throws(ValueError) -> String {
    guard !text.isEmpty, text.utf8.count <= 107 else {
        throw ValueError("'\(text)': the path of a socket has 1 to 107 bytes")
    }
    return text
}

/// Reads the name of a Unix group.
private func parseGroup(_ text: String) throws(ValueError) -> String {
    let isName = !text.isEmpty && !text.contains { $0.isWhitespace || ":,/".contains($0) }
    guard isName else { throw ValueError("'\(text)' is no name of a Unix group") }
    return text
}
