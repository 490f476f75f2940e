import TicketStore

/// Finds the separator of a table's cells.
enum ImportSeparator {
    private static let names: [String: UInt8] = [
        "comma": UInt8(ascii: ","), "semicolon": UInt8(ascii: ";"), "tab": 0x09, "\\t": 0x09,
        "pipe": UInt8(ascii: "|"),
    ]

    /// The separator of a name, or the character itself.
    ///
    /// - Throws: `TicketStoreError` for anything else.
    static func named(_ text: String) throws(TicketStoreError) -> UInt8 {
        if let byte = names[text.lowercased()] { return byte }
        if text.utf8.count == 1, let byte = text.utf8.first, names.values.contains(byte) {
            return byte
        }
        throw TicketStoreError(
            .refused,
            "'\(text)' is no separator",
            hint: "comma, semicolon, tab or pipe"
        )
    }

    /// The separator that gives the most known columns in the first line.
    ///
    /// - Parameters:
    ///   - bytes: the table.
    ///   - isKnown: whether a header is known.
    /// - Returns: the separator; the comma in case of a tie.
    static func detected(
        in bytes: [UInt8],
        _ isKnown: (String) -> Bool
    ) -> UInt8 {
        let start = bytes.firstIndex { $0 != 0x0A && $0 != 0x0D } ?? 0
        let end = bytes[start...].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? bytes.count
        let line = Array(bytes[start..<min(end, start + CSVTable.largestCell)])
        var best = (separator: UInt8(ascii: ","), known: 0, cells: 1)
        for byte in [UInt8(ascii: ","), UInt8(ascii: ";"), 0x09, UInt8(ascii: "|")] {
            guard let cells = CSVTable(line, separator: byte).rows.first?.cells else { continue }
            let known = cells.filter(isKnown).count
            if (known, cells.count) > (best.known, best.cells) {
                best = (byte, known, cells.count)
            }
        }
        return best.separator
    }
}
