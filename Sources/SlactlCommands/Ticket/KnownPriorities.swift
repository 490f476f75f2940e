import Configuration
import ServiceLevels

/// The priorities known to the policies of a configuration.
enum KnownPriorities {
    /// Every word of a policy for a priority.
    ///
    /// - Parameter options: the configuration.
    /// - Returns: the words; nil if no configuration can be read, or a policy does not list its
    ///   words, since then any may be right.
    /// - Throws: `ConfigurationError` if the command line names a faulty configuration.
    static func read(_ options: ConfigOptions) throws(ConfigurationError) -> TextSet? {
        if options.path != nil { return words(try options.read()) }
        return (try? options.read()).flatMap(words)
    }

    private static func words(_ configuration: Configuration) -> TextSet? {
        let known = configuration.policies.entries.map { $0.policy.words.words["priority"] }
        guard !known.isEmpty, known.allSatisfy({ $0 != nil }) else { return nil }
        return TextSet(known.compactMap(\.self).flatMap(\.texts))
    }
}
