import ServiceLevels
import Support

/// A call as sent on its line.
package struct ControlRequest: Sendable {
    /// The protocol's version.
    static let version: Int64 = 1
    private static let names = ["version", "command", "arguments"]

    package var command: String
    package var arguments: [String: ControlValue]

    /// Reads a line, as strictly as the configuration.
    package init(line: [UInt8]) throws(ControlFault) {
        let members: [String: ControlValue]
        do {
            guard
                case .object(let read) = try ControlCoding.readPlain(ControlValue.self, from: line)
            else { throw ControlFault(.malformed, "the request is no JSON object") }
            members = read
        } catch let fault as ControlFault {
            throw fault
        } catch {
            throw ControlFault(
                .malformed,
                "the request is no JSON",
                hint: #"send one line like {"version":1,"command":"status"}"#
            )
        }
        switch members["version"] {
        case .integer(Self.version): break
        case nil: throw ControlFault(.malformed, "the request has no 'version'")
        case .integer(let other):
            throw ControlFault(
                .wrongVersion,
                "version \(other) of the protocol is not spoken here",
                hint: "this daemon speaks version \(Self.version)"
            )
        default: throw ControlFault(.malformed, "'version' is no whole number")
        }
        guard case .string(let command) = members["command"] else {
            throw ControlFault(.malformed, "the request has no 'command', or it is no text")
        }
        switch members["arguments"] {
        case nil, .null: arguments = [:]
        case .object(let values): arguments = values
        case .some(let other):
            throw ControlFault(
                .malformed,
                "'arguments' is \(other.kindName), where an object is wanted"
            )
        }
        self.command = command
        if let unknown = members.keys.filter({ !Self.names.contains($0) }).min() {
            let nearest = nearestName(to: unknown, in: Self.names)
            throw ControlFault(
                .malformed,
                "the request has an unknown member '\(unknown.shortened)'",
                hint: nearest.map { "did you mean '\($0)'?" }
            )
        }
    }

    /// The command's name in a line that is no valid request, for the audit trail.
    package static func command(of line: [UInt8]) -> String? {
        guard
            case .object(let members) = try? ControlCoding.readPlain(ControlValue.self, from: line),
            case .string(let command) = members["command"]
        else { return nil }
        return command
    }
}

extension String {
    /// The start of the text for quoting: short and without control characters.
    package var shortened: String {
        var text = ""
        for scalar in unicodeScalars.prefix(64) {
            let isControl = scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value)
            text.unicodeScalars.append(isControl ? "?" : scalar)
        }
        return unicodeScalars.count > 64 ? text + "…" : text
    }
}
