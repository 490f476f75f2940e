import ArgumentParser
import BusinessTime
import TicketStore
import TicketStoreAdmin

/// The options for the form of an imported file.
struct ImportFormOptions: ParsableArguments {
    @Option(
        name: .customLong("map"),
        help: ArgumentHelp(
            "What a column means: one of id, received, first_response, resolved, closed, "
                + "progress, result, feedback, note, ignore, or a column of the store. May be repeated.",
            valueName: "column=name"
        )
    )
    var maps: [String] = []

    @Option(
        help: ArgumentHelp(
            "A file of such lines, 'column=name' or 'column: name'.",
            valueName: "path"
        )
    )
    var mapFile: String?

    @Option(help: "The encoding, as 'iconv -l' names it; otherwise the bytes tell.")
    var encoding: String?

    @Option(
        help: ArgumentHelp(
            "What is between cells: comma, semicolon, tab, pipe; otherwise the headers tell.",
            valueName: "name"
        )
    )
    var separator: String?

    @Option(
        help: ArgumentHelp(
            "The order of day and month in dates that could be either.",
            valueName: "dmy|mdy|ymd"
        )
    )
    var dateOrder: String?

    @Option(
        help: ArgumentHelp(
            "The zone of times without an offset; otherwise the store's.",
            valueName: "name"
        )
    )
    var zone: String?

    /// Converts them for the import.
    func importOptions() throws(TicketStoreError) -> TicketImport.Options {
        var options = TicketImport.Options()
        options.encoding = encoding
        options.separator = separator
        if let dateOrder {
            guard let order = DateOrder(rawValue: dateOrder.lowercased()) else {
                throw TicketStoreError(
                    .refused,
                    "'\(dateOrder)' is no order of day and month",
                    hint: "dmy, mdy or ymd"
                )
            }
            options.dateOrder = order
        }
        if let zone {
            do {
                options.zone = try ZoneRules(named: zone)
            } catch {
                throw TicketStoreError(.refused, "\(error)", hint: "such as Asia/Shanghai")
            }
        }
        if let mapFile {
            let bytes = try ImportFile.read(mapFile)
            guard let text = String(validating: bytes, as: UTF8.self) else {
                throw TicketStoreError(.refused, "\(mapFile) is not UTF-8")
            }
            try options.mapping.add(file: text, name: mapFile)
        }
        for map in maps { try options.mapping.add(map) }
        return options
    }
}
