/// Why `slactl sink` cannot continue, apart from wrong usage.
struct SinkError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
