import ArgumentParser

/// How `slactl sink` prints requests.
enum SinkFormat: String, ExpressibleByArgument, CaseIterable {
    /// For people.
    case text
    /// One JSON object for each request, on one line.
    case json
}
