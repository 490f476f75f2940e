import Configuration
import ServiceLevels

/// The priorities that the policies of a configuration know.
enum KnownPriorities {
    /// Every word that some policy has for a priority.
    ///
    /// - Parameter options: which configuration.
    /// - Returns: the words; nil where no configuration can be read, or a policy does not say which
    ///   words it knows, since then any may be right.
    /// - Throws: `ConfigurationError` where the command line names a configuration that is faulty.
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
