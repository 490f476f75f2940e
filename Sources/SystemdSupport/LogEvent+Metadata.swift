import Logging

extension LogEvent {
    /// All metadata of the event; what stands nearer to the call wins.
    func mergedMetadata(
        handler: Logger.Metadata,
        provider: Logger.MetadataProvider?
    ) -> Logger.Metadata {
        var merged = provider?.get() ?? [:]
        merged.merge(handler) { _, nearer in nearer }
        merged.merge(metadata ?? [:]) { _, nearer in nearer }
        return merged
    }
}
