import BusinessTime

extension Instant {
    /// Without its milliseconds, for tables that people read.
    var wholeSecond: Instant {
        Instant(milliseconds: milliseconds - milliseconds % 1000)
    }
}
