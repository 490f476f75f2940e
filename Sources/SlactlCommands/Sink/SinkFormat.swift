import ArgumentParser

/// How `slactl sink` prints what comes in.
enum SinkFormat: String, ExpressibleByArgument, CaseIterable {
    /// For people.
    case text
    /// One JSON object for each request, on one line.
    case json
}
