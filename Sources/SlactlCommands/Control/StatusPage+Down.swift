import BusinessTime
import Ledger
import Reporting
import Support

extension StatusPage {
    /// The content of the daemon's files.
    struct Files {
        let deliveries: [String: Int]
        let acknowledgements: Int
        let silences: Int
        let pausedUntil: Instant?
        let extent: LedgerExtent

        /// Reads a ledger.
        init(_ ledger: LedgerReader, now: Instant) throws(LedgerError) {
            let counts = try ledger.counts()
            deliveries = Dictionary(uniqueKeysWithValues: counts.map { ($0.rawValue, $1) })
            acknowledgements = try ledger.acknowledgements(now: now).count
            silences = try ledger.silences(now: now).count { $0.isInForce(at: now) }
            pausedUntil = try ledger.pausedUntil(now: now)
            extent = try ledger.extent()
        }
    }

    /// The status without a daemon: the content of its files.
    struct Down {
        let socket: String
        /// Nil if the files are out of reach.
        let files: Files?
        let wall: WallText
        /// Whether the socket is a guess, as the configuration cannot be read.
        let isGuess: Bool

        var text: String {
            var fields = FieldLines()
            fields.add(
                "slawatchd",
                isGuess
                    ? [
                        "may be running: nobody listens on \(socket), and the configuration,",
                        "which may name another, cannot be read; name the socket with --socket",
                    ] : ["is not running: nobody listens on \(socket)", "no ticket is watched"]
            )
            guard let files else { return fields.text() }
            if let end = files.pausedUntil {
                fields.add("sending", "paused until \(wall.text(end))")
            }
            fields.add("deliveries", StatusPage.counts(files.deliveries))
            fields.add("acknowledged", "\(files.acknowledgements) in force")
            fields.add("silences", "\(files.silences) in force")
            let extent = files.extent
            fields.add(
                "ledger",
                StatusPage.extent(extent.bytes, since: extent.oldest, wall)
            )
            return fields.text()
        }

        var json: JSONValue {
            .record([
                "running": .bool(false),
                "socket": .string(socket),
                "deliveries": files.map { .record($0.deliveries.mapValues(JSONValue.count)) }
                    ?? .null,
                "acknowledgements": .count(files?.acknowledgements),
                "silences": .count(files?.silences),
                "paused_until": .time(files?.pausedUntil, in: wall.zone),
                "ledger_bytes": files.map { .integer($0.extent.bytes) } ?? .null,
                "ledger_since": .time(files?.extent.oldest, in: wall.zone),
            ])
        }
    }
}
