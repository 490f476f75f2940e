/// One content line of an iCalendar file: `NAME;PARAMETER=VALUE:VALUE`, unfolded.
struct ICalendarProperty {
    /// The line on which it starts, counted from 1.
    let line: Int
    /// The name, in upper case.
    let name: String
    /// The parameters, with names in upper case and quotes removed.
    let parameters: [String: String]
    /// The value as it stands.
    let value: String

    /// Splits a text into its properties, joining folded lines (RFC 5545, section 3.1).
    ///
    /// - Throws: `ICalendarError` where a line is not a property.
    static func all(in text: String) throws(ICalendarError) -> [ICalendarProperty] {
        var logical: [(line: Int, bytes: [UInt8])] = []
        var number = 0
        for line in text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false) {
            number += 1
            let bytes = line.last == 0x0D ? line.dropLast() : line
            if let first = bytes.first, first == 0x20 || first == 0x09, !logical.isEmpty {
                // A fold may even cut a character in two, so bytes are joined, not strings.
                logical[logical.count - 1].bytes += bytes.dropFirst()
            } else if !bytes.isEmpty {
                logical.append((number, Array(bytes)))
            }
        }
        var properties: [ICalendarProperty] = []
        for (line, bytes) in logical {
            // Some writers put a byte order mark in front of everything.
            let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
            let start = line == 1 && bytes.starts(with: mark) ? 3 : 0
            properties.append(try ICalendarProperty(line: line, bytes.dropFirst(start)))
        }
        return properties
    }

    private init(line: Int, _ bytes: ArraySlice<UInt8>) throws(ICalendarError) {
        var parts: [ArraySlice<UInt8>] = []
        var quoted = false
        var start = bytes.startIndex
        var colon: Int?
        for (index, byte) in zip(bytes.indices, bytes) {
            if byte == UInt8(ascii: "\"") { quoted.toggle() }
            guard !quoted, byte == UInt8(ascii: ";") || byte == UInt8(ascii: ":") else { continue }
            parts.append(bytes[start..<index])
            start = index + 1
            if byte == UInt8(ascii: ":") {
                colon = index
                break
            }
        }
        guard let colon, let name = parts.first, !name.isEmpty else {
            let text = String(decoding: bytes.prefix(40), as: UTF8.self)
            throw ICalendarError(line: line, reason: "'\(text)' is not an iCalendar property")
        }
        self.line = line
        self.name = String(decoding: name, as: UTF8.self).uppercased()
        var parameters: [String: String] = [:]
        for part in parts.dropFirst() {
            let pair = part.split(
                separator: UInt8(ascii: "="),
                maxSplits: 1,
                omittingEmptySubsequences: false
            )
            let value = pair.count > 1 ? pair[1].filter { $0 != UInt8(ascii: "\"") } : []
            parameters[String(decoding: pair[0], as: UTF8.self).uppercased()] =
                String(decoding: value, as: UTF8.self)
        }
        self.parameters = parameters
        value = String(decoding: bytes[(colon + 1)...], as: UTF8.self)
    }

    /// The value as text, its escapes undone.
    var text: String {
        var text = ""
        var escaped = false
        for character in value {
            if escaped {
                text.append(character == "n" || character == "N" ? "\n" : character)
                escaped = false
            } else if character == "\\" {
                escaped = true
            } else {
                text.append(character)
            }
        }
        return text
    }

    /// An error about this line.
    func error(_ reason: String) -> ICalendarError {
        ICalendarError(line: line, reason: reason)
    }
}
