/// The columns that a complete record needs (S0, S2, S4).
///
/// A CRM may have no place for some of them, and then every ticket would be nagged about. Which it
/// fills is said by `slactl store init --fields`, else known from what it wrote of late.
package struct RecordFields {
    /// The columns of a complete record.
    static let all = ["customer", "contact", "description", "product", "request"]
    /// † A column that none of so many tickets has is one that the CRM never fills.
    static let witnesses = 50
    /// The key in `store_info` that keeps what was said.
    package static let key = "record_fields"

    /// The columns that were named; nil where nothing was said.
    var given: [String]?

    package init(given: [String]? = nil) {
        self.given = given
    }

    /// Reads what was said.
    package init(_ info: StoreInfo) {
        given = info.values[Self.key].map { $0.split(separator: ",").map(String.init) }
    }

    /// The columns to look at.
    package var names: [String] { given ?? Self.all }

    /// SQL for whether the record of a row is complete.
    package func isComplete(_ row: String) -> String {
        let parts = names.map { "(\(isFilled($0, row)) OR \(isNeverFilled($0, besides: row)))" }
        return parts.isEmpty ? "1" : parts.joined(separator: " AND ")
    }

    /// SQL for whether a column of a row has something in it.
    func isFilled(_ column: String, _ row: String) -> String {
        let name = SQLName.quoted(column)
        let blanks = "char(9, 10, 13, 32, 160, 12288)"
        return "trim(coalesce(\(row.isEmpty ? name : "\(row).\(name)"), ''), \(blanks)) <> ''"
    }

    /// SQL for whether the CRM never fills a column, as far as its last tickets tell.
    func isNeverFilled(_ column: String, besides row: String) -> String {
        if given != nil { return "0" }
        return """
            (SELECT count(*) = \(Self.witnesses) AND total(filled) = 0 FROM (SELECT \
            \(isFilled(column, "")) AS filled FROM tickets WHERE key <> \(row).key \
            ORDER BY key DESC LIMIT \(Self.witnesses)))
            """
    }
}
