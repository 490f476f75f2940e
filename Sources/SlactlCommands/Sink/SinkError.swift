/// Why `slactl sink` cannot go on: the world's fault, not that of how it was called.
struct SinkError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
