public import BusinessTime
import Foundation
import Yams

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

extension Configuration {
    /// The socket that a file names, whatever else is wrong with it: whoever wants to have a faulty
    /// configuration read again has to reach the daemon.
    ///
    /// - Parameter path: the main file.
    /// - Returns: the socket's path; nil where the file cannot be read, or is no YAML.
    public static func controlSocket(inFile path: String) -> String? {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8),
            let root = try? Yams.compose(yaml: text)
        else { return nil }
        guard let socket = root["control"]?["socket"]?.string else {
            return ControlSettings.defaultSocket
        }
        return SourceFiles(main: path, diagnostics: Diagnostics()).path(of: socket)
    }
}

extension Configuration {
    /// The zone that a file names, also where the rest of it is faulty; nil where it names none.
    public static func zone(inFile path: String) -> ZoneRules? {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8),
            let name = (try? Yams.compose(yaml: text))?["zone"]?.string
        else { return nil }
        return try? ZoneRules(named: name)
    }
}

extension ConfigurationReader {
    /// Reads `{socket: …, agents: …, supervisors: …, administrators: …}`, every key optional.
    func readControl(_ place: YAMLValue?) -> ControlSettings {
        var settings = ControlSettings(
            socket: ControlSettings.defaultSocket,
            agents: "slawatch-agents",
            supervisors: "slawatch-supervisors",
            administrators: "slawatch-admins"
        )
        guard let place else { return settings }
        let fields = StrictMapping(place)
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
