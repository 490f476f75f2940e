/// What is wrong with a template.
public struct TemplateFault: Error, Sendable, Hashable, CustomStringConvertible {
    /// The template's file; its name if it is of none.
    public var file: String
    /// The line from 1; nil if the whole file is meant.
    public var line: Int?
    /// What is wrong, naming what it is about.
    public var message: String

    /// The fault as one line: `file:line: message`.
    public var description: String {
        "\(file)\(line.map { ":\($0)" } ?? ""): \(message)"
    }
}

/// All that is wrong with some templates; never empty.
public struct TemplateFaults: Error, Sendable, Equatable {
    /// The faults in the order they were met.
    public var faults: [TemplateFault]
}
