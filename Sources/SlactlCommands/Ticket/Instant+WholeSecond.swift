import BusinessTime

extension Instant {
    /// The moment without milliseconds, for tables.
    var wholeSecond: Instant {
        Instant(milliseconds: milliseconds - milliseconds % 1000)
    }
}
