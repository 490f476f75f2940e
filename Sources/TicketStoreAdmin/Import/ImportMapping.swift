import ServiceLevels
import Support
public import TicketStore

/// An administrator's meanings of columns: `header=meaning`.
public struct ImportMapping: Sendable, Hashable {
    /// The meaning of one column.
    struct Entry: Sendable, Hashable {
        var header: String
        var meaning: String
        /// Where it was given, for errors.
        var place: String
    }

    private(set) var entries: [Entry] = []

    public init() {}

    /// Adds `header=meaning` from the command line.
    ///
    /// - Throws: `TicketStoreError` if it is not of that form.
    public mutating func add(_ text: String) throws(TicketStoreError) {
        try add(text, separators: ["="], place: "--map")
    }

    /// Adds the lines of a file: `header=meaning` or, as in YAML, `header: meaning`.
    ///
    /// - Throws: `TicketStoreError` with the line that is not of that form.
    public mutating func add(file text: String, name: String) throws(TicketStoreError) {
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        for (index, line) in lines.enumerated() {
            let line = String(line).trimmingBlanks
            if line.isEmpty || line.hasPrefix("#") || line == "---" { continue }
            try add(line, separators: ["=", ": "], place: "\(name) line \(index + 1)")
        }
    }

    private mutating func add(
        _ text: String,
        separators: [String],
        place: String
    ) throws(TicketStoreError) {
        // The last separator: a header may contain one, a meaning does not.
        let found = separators.flatMap { text.ranges(of: $0) }.max { $0.lowerBound < $1.lowerBound }
        let header = found.map { Self.bare(text[..<$0.lowerBound]) } ?? ""
        let meaning = found.map { Self.bare(text[$0.upperBound...]) } ?? ""
        guard !header.isEmpty, !meaning.isEmpty else {
            throw TicketStoreError(
                .refused,
                "\(place): '\(text)' is not HEADER=MEANING",
                hint: "such as '受理日期=received'"
            )
        }
        entries.append(Entry(header: header, meaning: meaning, place: place))
    }

    /// Without surrounding blanks and quotes.
    private static func bare(_ text: Substring) -> String {
        let bare = String(text).trimmingBlanks
        guard let first = bare.first, first == "\"" || first == "'", bare.count > 1,
            bare.last == first
        else { return bare }
        return String(bare.dropFirst().dropLast())
    }

    /// The meaning of a header; nil if none was given.
    ///
    /// - Throws: `TicketStoreError` if the meaning is unknown.
    func column(
        for header: String,
        attributes: Set<String>
    ) throws(TicketStoreError) -> ImportColumn? {
        // The last one counts: the command line is read after the file.
        guard let entry = entries.last(where: { $0.header.isSameName(as: header) }) else {
            return nil
        }
        do throws(TicketStoreError) {
            return try ImportColumn.named(entry.meaning, attributes: attributes)
        } catch {
            throw TicketStoreError(.refused, "\(entry.place): \(error.message)", hint: error.hint)
        }
    }

    /// Requires every named column to be in the table.
    ///
    /// - Throws: `TicketStoreError` with the nearest header.
    func require(in headers: [String]) throws(TicketStoreError) {
        let missing = entries.first { entry in
            !headers.contains { $0.isSameName(as: entry.header) }
        }
        guard let missing else { return }
        let nearest =
            nearestName(to: missing.header, in: headers)
            .map { " (nearest: '\($0)')" } ?? ""
        throw TicketStoreError(
            .refused,
            "\(missing.place): the table has no column '\(missing.header)'\(nearest)",
            hint: "its columns are \(headers.joined(separator: ", "))"
        )
    }
}
