/// The columns that a complete record needs (S0, S2, S4).
///
/// A CRM may have no place for some of them, and every ticket would raise an alert. The columns it
/// fills are named by `slactl store init --fields`, else derived from what it wrote recently.
package struct RecordFields {
    /// The columns of a complete record.
    static let all = ["customer", "contact", "description", "product", "request"]
    /// † The CRM never fills a column that is empty in this many last tickets.
    static let witnesses = 50
    /// The key of the named columns in `store_info`.
    package static let key = "record_fields"

    /// The columns that were named, if any.
    var given: [String]?

    package init(given: [String]? = nil) {
        self.given = given
    }

    /// Reads the named columns.
    package init(_ info: StoreInfo) {
        given = info.values[Self.key].map { $0.split(separator: ",").map(String.init) }
    }

    /// The columns to examine.
    package var names: [String] { given ?? Self.all }

    /// SQL for: the record of a row is complete.
    package func isComplete(_ row: String) -> String {
        let parts = names.map { "(\(isFilled($0, row)) OR \(isNeverFilled($0, besides: row)))" }
        return parts.isEmpty ? "1" : parts.joined(separator: " AND ")
    }

    /// SQL for: a column of a row is not empty.
    func isFilled(_ column: String, _ row: String) -> String {
        let name = SQLName.quoted(column)
        let blanks = "char(9, 10, 13, 32, 160, 12288)"
        return "trim(coalesce(\(row.isEmpty ? name : "\(row).\(name)"), ''), \(blanks)) <> ''"
    }

    /// SQL for: the CRM never fills a column, judged by its last tickets.
    func isNeverFilled(_ column: String, besides row: String) -> String {
        if given != nil { return "0" }
        return """
            (SELECT count(*) = \(Self.witnesses) AND total(filled) = 0 FROM (SELECT \
            \(isFilled(column, "")) AS filled FROM tickets WHERE key <> \(row).key \
            ORDER BY key DESC LIMIT \(Self.witnesses)))
            """
    }
}
