import Logging
import Support

/// A log event as one line of text: `message key=value key="two words"`.
struct LogLine {
    /// How a line begins.
    enum Style: Sendable, Equatable {
        /// `<4>message`: what systemd and `systemd-cat` take the priority from.
        case prefixed
        /// `warning: message`: for the eyes of a person.
        case readable
    }

    /// The longest value; a line must stay below what journald splits at (48 KiB).
    static let maximumValueBytes = 4 * 1024
    /// The longest line.
    static let maximumLineBytes = 16 * 1024

    private let level: Logger.Level
    private let body: String

    init(event: LogEvent, metadata: Logger.Metadata, component: String) {
        var body = Self.escaped(event.message.description.bounded(toBytes: Self.maximumValueBytes))
        var pairs = metadata.sorted { $0.key < $1.key }.map { ($0.key, $0.value.description) }
        if let error = event.error { pairs.append(("error", String(describing: error))) }
        if !component.isEmpty { pairs.append(("component", component)) }
        for (key, value) in pairs {
            body += " \(Self.escaped(key))=\(Self.quoted(value))"
        }
        self.level = event.level
        self.body = body.bounded(toBytes: Self.maximumLineBytes)
    }

    /// The whole line with its newline.
    func text(_ style: Style) -> String {
        switch style {
        case .prefixed: "<\(level.syslogPriority)>\(body)\n"
        case .readable: "\(level): \(body)\n"
        }
    }

    /// The value, in quotes if it would be misread as several words.
    private static func quoted(_ value: String) -> String {
        let bounded = value.bounded(toBytes: maximumValueBytes)
        // By bytes: none of these is part of another character.
        let isPlain =
            !bounded.isEmpty
            && bounded.utf8.allSatisfy {
                $0 > UInt8(ascii: " ") && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "=")
            }
        guard !isPlain else { return escaped(bounded) }
        var text = "\""
        for scalar in escaped(bounded).unicodeScalars {
            if scalar == "\"" { text += "\\" }
            text.unicodeScalars.append(scalar)
        }
        return text + "\""
    }

    /// The text on one line: control characters written out, so that no value can start a line
    /// of its own or steer a terminal.
    private static func escaped(_ text: String) -> String {
        // Nearly all there is: the tables of Unicode are slow.
        let isPlain = text.utf8.allSatisfy {
            (0x20...0x7E).contains($0) && $0 != UInt8(ascii: "\\")
        }
        if isPlain { return text }
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case _ where isControl(scalar): result += "\\u{" + hexadecimal(scalar) + "}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }

    private static func hexadecimal(_ scalar: Unicode.Scalar) -> String {
        String(scalar.value, radix: 16)
    }
}
