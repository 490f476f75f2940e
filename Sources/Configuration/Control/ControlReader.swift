public import BusinessTime
import Foundation
import Yams

/// The control socket and the groups that may use it.
public struct ControlSettings: Sendable, Hashable {
    public var socket: String
    public var agents: String
    public var supervisors: String
    public var administrators: String

    /// The socket if no configuration can be read.
    public static let defaultSocket = "/run/slawatchd/control.sock"
}

extension Configuration {
    /// The socket named in a file, even a faulty one: reloading a repaired configuration needs it.
    ///
    /// - Parameter path: the main file.
    /// - Returns: the socket's path; nil if the file cannot be read or is not YAML.
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
    /// The zone named in a file, even a faulty one.
    public static func zone(inFile path: String) -> ZoneRules? {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8),
            let name = (try? Yams.compose(yaml: text))?["zone"]?.string
        else { return nil }
        return try? ZoneRules(named: name)
    }
}

extension ConfigurationReader {
    /// Reads `{socket: …, agents: …, supervisors: …, administrators: …}`; every key is optional.
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

/// Reads the path of a socket, which the kernel limits to 107 bytes.
private func parseSocket(_ text: String) throws(ValueError) -> String {
    guard !text.isEmpty, text.utf8.count <= 107 else {
        throw ValueError("'\(text)': the path of a socket has 1 to 107 bytes")
    }
    return text
}

private func parseGroup(_ text: String) throws(ValueError) -> String {
    let isName = !text.isEmpty && !text.contains { $0.isWhitespace || ":,/".contains($0) }
    guard isName else { throw ValueError("'\(text)' is no name of a Unix group") }
    return text
}
